/** What the catalogue says of one service in one environment, after parsing: names resolved, defaults filled in, times in milliseconds. */
export interface Target {
  readonly service: string;
  readonly environment: string;
  /** Slack channel id where its deploys are announced. */
  readonly channel: string;
  readonly locale: Locale;
  /** IANA name; `freeze` is read in it. */
  readonly timeZone: string;
  readonly source?: SourceRepository;
  readonly image: ImageSource;
  /** Names of catalogue groups; `everyone` is every full member of the workspace. */
  readonly deployers: readonly string[];
  readonly approval?: ApprovalPolicy;
  readonly autoDeploy?: AutoDeploy;
  /** Environment of the same service in which an image must have been deployed first. */
  readonly after?: string;
  readonly freeze?: readonly FreezeWindow[];
  /** How long it must stay healthy before it counts as done. */
  readonly soakMs?: number;
  /** What follows a roll-out that did not go well. */
  readonly onFailure?: 'undo';
  /** How long a lock stands before its owner is asked whether it is still needed. */
  readonly lockReminderMs: number;
  readonly deploy: DeployConfig;
}

export type Locale = 'en' | 'ja';

/** Where the code lives: for branches and the list of commits. `repository` is `owner/name`. */
export interface SourceRepository {
  readonly repository: string;
  readonly defaultBranch: string;
}

/** An ECR repository, read from its URI `<account>.dkr.ecr.<region>.amazonaws.com/<name>`. */
export interface EcrRepository {
  readonly uri: string;
  readonly registryId: string;
  readonly region: string;
  readonly name: string;
}

export interface ImageSource {
  readonly repository: EcrRepository;
  /** The moving tag that marks the newest image; may hold `{branch}` or `{branch:_}`. Without it: the newest pushed. */
  readonly follow?: string;
  /** RE2 pattern: which of the image's tags is deployed. */
  readonly match: string;
}

export interface ApprovalPolicy {
  readonly by: readonly string[];
  readonly count: number;
  readonly self: boolean;
  readonly withinMs: number;
  /** Approvers are reminded after this long, and again each time it has passed. */
  readonly remindAfterMs?: number;
  /** Whether an undo needs approval, too. */
  readonly undo: boolean;
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** No deploys on these days between two times of day, `HH:MM`, in the target's time zone; `to` before `from` is the next day's. */
export interface FreezeWindow {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export interface AutoDeploy {
  readonly everyMs: number;
  readonly branch: string;
}

export type DeployConfig = KustomizeDeploy | HakoDeploy | LambdaDeploy;

export interface KustomizeDeploy {
  readonly kind: 'kustomize';
  /** `owner/name` of the manifest repository. */
  readonly repository: string;
  readonly branch: string;
  /** Folder of the kustomization inside the repository, without slashes at its ends. */
  readonly path: string;
  /** `name` of the entry in `images:`. */
  readonly image: string;
  readonly write: 'commit' | 'pullRequest';
  readonly argocd?: ArgoCdApplication;
  readonly merge: { readonly method: 'merge' | 'squash' | 'rebase'; readonly timeoutMs: number };
}

export interface ArgoCdApplication {
  readonly application: string;
  readonly project: string;
  readonly timeoutMs: number;
}

export interface HakoDeploy {
  readonly kind: 'hako';
  readonly function: string;
  readonly payload: Json;
  readonly timeoutMs: number;
  /** Nobody waits for the function's answer. */
  readonly mode?: 'event';
  readonly ecs: EcsService;
}

export interface EcsService {
  readonly cluster: string;
  readonly service: string;
  readonly container: string;
  readonly timeoutMs: number;
}

export interface LambdaDeploy {
  readonly kind: 'lambda';
  readonly function: string;
  readonly payload: Json;
  /** With `mode: event` how long the function's call back is waited for. */
  readonly timeoutMs: number;
  readonly mode?: 'event';
  readonly qualifier?: string;
  /** The JSON answer must contain this. */
  readonly expect?: Json;
}

/** A function that people may `invoke` in one environment. */
export interface FunctionTarget {
  readonly name: string;
  readonly environment: string;
  readonly channel: string;
  readonly locale: Locale;
  readonly function: string;
  readonly invokers: readonly string[];
  readonly payload: Json;
  readonly timeoutMs: number;
  readonly expect?: Json;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
