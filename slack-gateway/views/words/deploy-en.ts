import type { OutcomeNote, Phase } from '../../../domain/deploy.ts';
import { type SafeText, safe } from '../text.ts';

/** What the card of a deploy says; the Japanese words have the same keys, or they do not compile. */
export const deployEn = {
  phase: {
    resolving: safe`Looking for the image`,
    planned: safe`Planned`,
    'awaiting-approval': safe`Waiting for approval`,
    queued: safe`Waiting for its turn`,
    'rolling-out': safe`Rolling out`,
    verifying: safe`Rolled out, checking that it runs`,
    deployed: safe`Deployed`,
    unchanged: safe`Already running`,
    rejected: safe`Rejected`,
    expired: safe`Expired`,
    refused: safe`Refused`,
    superseded: safe`Superseded`,
    cancelled: safe`Cancelled`,
    failed: safe`Failed`,
  } satisfies Record<Phase, SafeText>,
  merged: safe`Merged; not verified`,
  asked: (by: SafeText, ref?: SafeText): SafeText => (ref ? safe`Asked by ${by}: ${ref}` : safe`Asked by ${by}`),
  found: safe`Found by auto-deploy`,
  started: (at: SafeText): SafeText => safe`since ${at}`,
  ended: (at: SafeText): SafeText => safe`ended ${at}`,
  temporal: safe`Temporal`,
  change: (from: SafeText, to: SafeText): SafeText => safe`${from} → ${to}`,
  nothing: safe`nothing`,
  file: (file: SafeText, repository: SafeText): SafeText => safe`Image tag in ${file} of ${repository}`,
  pullRequest: (number: number): SafeText => safe`pull request #${number}`,
  hako: (taskDefinition: SafeText): SafeText => safe`By hako; ECS ran ${taskDefinition}`,
  lambda: safe`By a Lambda function`,
  digest: (digest: SafeText): SafeText => safe`Image ${digest}`,
  otherTags: (tags: SafeText): SafeText => safe`The image also has the tags ${tags}`,
  commits: (total: number): SafeText => (total === 1 ? safe`1 commit:` : safe`${total} commits:`),
  takesBack: (total: number): SafeText =>
    total === 1 ? safe`Takes back 1 commit:` : safe`Takes back ${total} commits:`,
  leavesOut: (total: number): SafeText =>
    total === 1
      ? safe`1 commit of what runs is not in it, because the two have diverged.`
      : safe`${total} commits of what runs are not in it, because the two have diverged.`,
  noCommits: safe`No commits between them.`,
  allCommits: safe`all on GitHub`,
  moreCommits: (count: number): SafeText => safe`and ${count} more`,
  commitsUnavailable: (why: SafeText): SafeText => safe`The commits cannot be listed: ${why}`,
  awaits: (missing: number, groups: SafeText): SafeText =>
    missing === 1 ? safe`Needs an approval by ${groups}` : safe`Needs ${missing} more approvals by ${groups}`,
  complete: safe`All approvals are there; it goes on`,
  soFar: (given: number, count: number): SafeText => safe`${given} of ${count} so far`,
  until: (at: SafeText): SafeText => safe`until ${at}`,
  fourEyes: safe`not by the one who asked`,
  approvedBy: (by: SafeText): SafeText => safe`Approved by ${by}`,
  rejectedBy: (by: SafeText): SafeText => safe`Rejected by ${by}`,
  withdrawnBy: (by: SafeText): SafeText => safe`Withdrawn by ${by}`,
  position: (position: number): SafeText => safe`Number ${position} in the queue`,
  after: (holder: SafeText): SafeText => safe`after ${holder}`,
  argocd: (sync: SafeText, health: SafeText): SafeText => safe`Argo CD says ${sync}, ${health}`,
  application: (application: SafeText): SafeText => safe`Argo CD application ${application}`,
  ecs: (running: number, desired: number, state: SafeText): SafeText =>
    safe`ECS runs ${running} of ${desired} tasks, ${state}`,
  waiting: (what: SafeText): SafeText => safe`Waiting: ${what}`,
  soaking: (until: SafeText, seen: SafeText): SafeText =>
    safe`It runs, and has to stay healthy until ${until}; now: ${seen}`,
  runsNow: (what: SafeText, tag: SafeText): SafeText => safe`${what} runs ${tag} now: deployed, and seen running.`,
  doneNow: (what: SafeText, tag: SafeText): SafeText => safe`${what} was deployed with ${tag}.`,
  mergedNow: (what: SafeText, tag: SafeText): SafeText =>
    safe`${tag} is merged for ${what}; not verified, because the catalogue names no Argo CD application.`,
  alreadyRuns: (what: SafeText, tag: SafeText): SafeText => safe`${what} already runs ${tag}. Nothing was done.`,
  writtenAlready: safe`Nothing to change`,
  writtenNow: (what: SafeText, tag: SafeText): SafeText =>
    safe`${tag} is what is set for ${what} already. Nothing was done.`,
  hakoNotInvoked: safe`The registered tag is the newest, so hako was not invoked.`,
  mend: (who: SafeText): SafeText => safe`Who can mend it: ${who}`,
  note: {
    'not-verified': safe`Nobody checked that it runs.`,
    'other-image-same-tag': safe`The tag now means another image than the one that runs: pods keep the old image until they are replaced.`,
    'no-pods': safe`Argo CD shows no pods, so no running image could be seen.`,
    'nothing-changed': safe`Nothing was changed.`,
    'already-rolled-out': safe`The change had been made already and stays; nobody checked that it runs.`,
    'plan-renewed': safe`What ran there had changed in the meantime, so the plan was made anew.`,
    'nothing-to-undo': safe`There is nothing to undo: nothing ran here before that tempocat knows of. Nothing was done.`,
    'last-failed': safe`But its last roll-out did not go well: look at what runs, or undo it.`,
  } satisfies Record<OutcomeNote, SafeText>,
  endedFor: (by: SafeText, what: SafeText, phase: SafeText): SafeText => safe`${by} ${what}: ${phase}`,
  cancelledBy: (by: SafeText): SafeText => safe`Cancelled by ${by}`,
  renewed: {
    title: safe`This is not what was shown before, so earlier votes are void:`,
    image: (before: SafeText, after: SafeText): SafeText => safe`the tag means another image: ${before} → ${after}`,
    from: (before: SafeText, after: SafeText): SafeText => safe`something else runs there now: ${before} → ${after}`,
    head: (before: SafeText, after: SafeText): SafeText =>
      safe`somebody pushed to the pull request’s branch: ${before} → ${after}`,
  },
  cancel: 'Cancel',
  cancelLabel: (service: string, environment: string): string => `Cancel the deploy of ${service} to ${environment}`,
  confirmReject: 'The deploy ends here, for everybody. What was prepared for it is taken back.',
  confirmKeep: 'Leave it open',
  confirmCancel: 'It stops at the next safe point. What is half-way through a merge or a function is finished first.',
  confirmYes: 'Cancel the deploy',
  confirmNo: 'Let it go on',
  approve: 'Approve',
  reject: 'Reject',
  approveLabel: (service: string, environment: string): string => `Approve the deploy of ${service} to ${environment}`,
  rejectLabel: (service: string, environment: string): string => `Reject the deploy of ${service} to ${environment}`,
};

export type DeployWords = typeof deployEn;
