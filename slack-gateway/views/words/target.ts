import type { Locale } from '../../../domain/target.ts';
import { type SafeText, safe } from '../text.ts';

const en = {
  locked: (what: SafeText, by: SafeText, reason: SafeText): SafeText => safe`:lock: ${by} locked ${what}: ${reason}`,
  until: (at: SafeText): SafeText => safe`until ${at}`,
  takenFrom: (by: SafeText): SafeText => safe`The lock was ${by}’s before.`,
  rollingOut: (deploy: SafeText): SafeText =>
    safe`Too late for ${deploy}: its roll-out is under way and is not stopped.`,
  unlocked: (what: SafeText, by: SafeText): SafeText => safe`:unlock: ${by} unlocked ${what}. Deploys go on.`,
  lockOver: (what: SafeText): SafeText => safe`:unlock: The lock of ${what} has ended. Deploys go on.`,
  lockTaken: (what: SafeText, by: SafeText, reason: SafeText): SafeText =>
    safe`${by} took over your lock of ${what} (${reason}).`,
  lockRemoved: (what: SafeText, by: SafeText, reason: SafeText): SafeText =>
    safe`${by} removed your lock of ${what} (${reason}).`,
  reminder: (what: SafeText, at: SafeText, reason: SafeText): SafeText =>
    safe`Is your lock of ${what} still needed? It stands since ${at}: ${reason}`,
  extend: 'Extend',
  extendLabel: (service: string, environment: string): string => `Extend your lock of ${service} ${environment}`,
  unlock: 'Unlock',
  unlockLabel: (service: string, environment: string): string => `Unlock ${service} ${environment}`,
  held: (what: SafeText, by: SafeText): SafeText => safe`:double_vertical_bar: ${by} holds auto-deploy of ${what}`,
  resumed: (what: SafeText, by: SafeText): SafeText => safe`:arrow_forward: ${by} resumed auto-deploy of ${what}.`,
  glassBroken: (what: SafeText, by: SafeText, reason: SafeText): SafeText =>
    safe`:rotating_light: ${by} broke the glass of ${what}: ${reason}`,
  glassLets: (until: SafeText, frozenFor: SafeText): SafeText =>
    safe`One roll-out may go through the freeze (${frozenFor}) until ${until}.`,
  free: (what: SafeText): SafeText => safe`${what} is free now.`,
  deployedHere: (what: SafeText, tag: SafeText): SafeText => safe`${tag} has been deployed to ${what}.`,
  settled: (by: SafeText, tag: SafeText, worked: boolean): SafeText =>
    worked ? safe`${by} says that ${tag} worked. It counts as deployed.` : safe`${by} says that ${tag} failed.`,
  drift: (what: SafeText, found: SafeText, believed: SafeText): SafeText =>
    safe`:warning: Somebody changed ${what} by hand: it is set to ${found}, and tempocat had set it to ${believed}. Adopt or revert?`,
  noTag: safe`no tag`,
  noImage: safe`ECR has no image with that tag, so it cannot be adopted.`,
  adopt: 'Adopt',
  adoptLabel: (service: string, environment: string): string => `Adopt what ${service} ${environment} is set to`,
  revert: 'Revert',
  revertLabel: (service: string, environment: string): string =>
    `Revert ${service} ${environment} to what tempocat had deployed`,
  confirmRevert: 'What somebody changed by hand is lost: the former image is deployed again.',
  confirmNo: 'Leave it',
  adopted: (what: SafeText, by: SafeText, tag: SafeText): SafeText => safe`${by} adopted ${tag} for ${what}.`,
  heard: {
    settled: (worked: boolean): SafeText =>
      worked ? safe`Recorded: it worked.` : safe`Recorded: it failed. The target is as it was.`,
    settledAlready: (by: SafeText, worked: boolean): SafeText =>
      worked
        ? safe`${by} has said already that it worked. Nothing was changed.`
        : safe`${by} has said already that it failed. Nothing was changed.`,
    'nothing-to-settle': safe`Something else was done to this target since, or its outcome is known. Nothing was changed.`,
    adopted: (what: SafeText, tag: SafeText): SafeText =>
      safe`${what} has ${tag} now, as far as tempocat is concerned.`,
    'nothing-to-adopt': safe`It is not set to that any more, or a deploy is changing it just now. Nothing was changed.`,
    locked: (what: SafeText): SafeText => safe`${what} is locked.`,
    unlocked: (what: SafeText): SafeText => safe`${what} is unlocked.`,
    'not-locked': (what: SafeText): SafeText => safe`${what} is not locked. Nothing was done.`,
    notYours: (what: SafeText, owner: SafeText): SafeText =>
      safe`The lock of ${what} is ${owner}’s. Only ${owner} or an admin can change it. Nothing was done.`,
    held: (what: SafeText): SafeText => safe`Auto-deploy of ${what} is on hold.`,
    resumed: (what: SafeText): SafeText => safe`Auto-deploy of ${what} goes on.`,
    'not-held': (what: SafeText): SafeText => safe`Auto-deploy of ${what} was not on hold. Nothing was done.`,
    'not-frozen': (what: SafeText): SafeText => safe`${what} is not frozen. Nothing was done.`,
    'not-an-admin': safe`Only members of the catalogue’s group \`admins\` can break the glass. Nothing was done.`,
    glassBroken: (what: SafeText, until: SafeText): SafeText =>
      safe`The glass of ${what} is broken until ${until}, for one roll-out. A deploy that waits goes on; one that was refused has to be asked for again.`,
    listening: (what: SafeText): SafeText => safe`I shall tell you about ${what}.`,
    'free-already': (what: SafeText): SafeText => safe`${what} is free already.`,
    'too-many': safe`Too many people wait to be told already. Look with \`status\`.`,
    'no-answer': safe`No worker answers just now. Your wish may still come true when one is back; look with \`status\`.`,
    announced: (channel: SafeText): SafeText => safe`Announced in ${channel}.`,
  },
};

const ja: typeof en = {
  locked: (what, by, reason) => safe`:lock: ${by} が ${what} をロックしました: ${reason}`,
  until: (at) => safe`期限 ${at}`,
  takenFrom: (by) => safe`以前のロックは ${by} のものでした。`,
  rollingOut: (deploy) => safe`${deploy} はすでにロールアウト中のため止まりません。`,
  unlocked: (what, by) => safe`:unlock: ${by} が ${what} のロックを解除しました。デプロイを続行します。`,
  lockOver: (what) => safe`:unlock: ${what} のロックが終了しました。デプロイを続行します。`,
  lockTaken: (what, by, reason) => safe`${by} が ${what} のロックを引き継ぎました（${reason}）。`,
  lockRemoved: (what, by, reason) => safe`${by} が ${what} のロックを解除しました（${reason}）。`,
  reminder: (what, at, reason) => safe`${what} のロックはまだ必要ですか？ ${at} からロック中: ${reason}`,
  extend: '延長',
  extendLabel: (service, environment) => `延長: ${service} ${environment} のロック`,
  unlock: '解除',
  unlockLabel: (service, environment) => `解除: ${service} ${environment} のロック`,
  held: (what, by) => safe`:double_vertical_bar: ${by} が ${what} の自動デプロイを一時停止しました`,
  resumed: (what, by) => safe`:arrow_forward: ${by} が ${what} の自動デプロイを再開しました。`,
  glassBroken: (what, by, reason) => safe`:rotating_light: ${by} が ${what} の凍結を緊急解除しました: ${reason}`,
  glassLets: (until, frozenFor) => safe`${until} まで、凍結中（${frozenFor}）でもロールアウトを 1 回実行できます。`,
  free: (what) => safe`${what} が空きました。`,
  deployedHere: (what, tag) => safe`${tag} が ${what} にデプロイされました。`,
  settled: (by, tag, worked) =>
    worked
      ? safe`${by} が ${tag} の成功を確認しました。デプロイ済みとして扱います。`
      : safe`${by} が ${tag} の失敗を確認しました。`,
  drift: (what, found, believed) =>
    safe`:warning: ${what} が手作業で変更されています。現在の設定は ${found}、tempocat が設定したのは ${believed} です。現状を採用しますか、元に戻しますか？`,
  noTag: safe`タグなし`,
  noImage: safe`ECR にこのタグのイメージがないため、採用できません。`,
  adopt: '採用',
  adoptLabel: (service, environment) => `採用: ${service} ${environment} の現状`,
  revert: '元に戻す',
  revertLabel: (service, environment) => `元に戻す: ${service} ${environment} を tempocat がデプロイしたものへ`,
  confirmRevert: '手作業の変更は失われ、以前のイメージを再度デプロイします。',
  confirmNo: 'このままにする',
  adopted: (what, by, tag) => safe`${by} が ${what} の ${tag} を採用しました。`,
  heard: {
    settled: (worked) =>
      worked ? safe`成功として記録しました。` : safe`失敗として記録しました。デプロイ先の状態は変わりません。`,
    settledAlready: (by, worked) =>
      worked
        ? safe`${by} がすでに成功を確認しています。何も変更していません。`
        : safe`${by} がすでに失敗を確認しています。何も変更していません。`,
    'nothing-to-settle': safe`その後さらに変更されたか、結果がすでに分かっています。何も変更していません。`,
    adopted: (what, tag) => safe`${what} を ${tag} として記録しました。`,
    'nothing-to-adopt': safe`設定がすでに変わったか、デプロイ中です。何も変更していません。`,
    locked: (what) => safe`${what} をロックしました。`,
    unlocked: (what) => safe`${what} のロックを解除しました。`,
    'not-locked': (what) => safe`${what} はロックされていません。何も変更していません。`,
    notYours: (what, owner) =>
      safe`${what} のロックは ${owner} のものです。変更できるのは ${owner} か管理者だけです。何も変更していません。`,
    held: (what) => safe`${what} の自動デプロイを一時停止しました。`,
    resumed: (what) => safe`${what} の自動デプロイを再開しました。`,
    'not-held': (what) => safe`${what} の自動デプロイは一時停止されていません。何も変更していません。`,
    'not-frozen': (what) => safe`${what} は凍結されていません。何も変更していません。`,
    'not-an-admin': safe`緊急解除できるのはカタログの \`admins\` グループだけです。何も変更していません。`,
    glassBroken: (what, until) =>
      safe`${what} の凍結を ${until} まで、ロールアウト 1 回分だけ緊急解除しました。待機中のデプロイは続行します。拒否されたものはもう一度依頼してください。`,
    listening: (what) => safe`${what} についてお知らせします。`,
    'free-already': (what) => safe`${what} はすでに空いています。`,
    'too-many': safe`通知を待つ人が多すぎます。\`status\` で確認してください。`,
    'no-answer': safe`現在ワーカーが応答していません。復帰後に反映される可能性があります。\`status\` で確認してください。`,
    announced: (channel) => safe`${channel} でお知らせしました。`,
  },
};

/** Locks, holds, broken glass, and being told when a target is free. */
export const targetWords = { en, ja } satisfies Record<Locale, typeof en>;
