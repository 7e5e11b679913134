import type { FinalPhase } from './deploy.ts';

interface Ending {
  /** The phase in which a deploy with this code ends; `failed` makes the workflow fail. */
  readonly phase: FinalPhase;
  readonly en: string;
  readonly ja: string;
  /** Who can mend it. */
  readonly mend: { readonly en: string; readonly ja: string };
}

const DEVELOPER = { en: 'the developer who asked', ja: '依頼した開発者' };
const OPERATOR = { en: 'whoever keeps the tempocat catalogue', ja: 'tempocat カタログの管理者' };
const MANIFESTS = { en: 'whoever keeps the manifest repository', ja: 'マニフェストリポジトリの管理者' };
const SERVICE = { en: 'the team of the service', ja: 'サービスの担当チーム' };

/** Every way a deploy can end other than well: the code, one sentence for people, and who can mend it. */
export const ENDINGS = {
  'tag-not-found': {
    phase: 'failed',
    en: 'No such image in ECR.',
    ja: 'ECR に該当するイメージがありません。',
    mend: DEVELOPER,
  },
  'repository-not-found': {
    phase: 'failed',
    en: 'The repository does not exist, or tempocat may not see it.',
    ja: 'リポジトリが存在しないか、tempocat に閲覧権限がありません。',
    mend: OPERATOR,
  },
  'image-not-in-manifest': {
    phase: 'failed',
    en: 'The kustomization does not name this image.',
    ja: 'kustomization にこのイメージの記述がありません。',
    mend: MANIFESTS,
  },
  'manifest-not-found': {
    phase: 'failed',
    en: 'What the catalogue names is not there: a kustomization, an ECS service or an Argo CD application.',
    ja: 'カタログが指すもの（kustomization・ECS サービス・Argo CD アプリケーション）が見つかりません。',
    mend: MANIFESTS,
  },
  'manifest-invalid': {
    phase: 'failed',
    en: 'The kustomization cannot be edited safely.',
    ja: 'kustomization を安全に編集できません。',
    mend: MANIFESTS,
  },
  'merge-conflict': {
    phase: 'failed',
    en: 'The pull request conflicts with other changes.',
    ja: 'プルリクエストが他の変更と競合しています。',
    mend: MANIFESTS,
  },
  'merge-blocked': {
    phase: 'failed',
    en: 'GitHub does not allow the merge.',
    ja: 'GitHub がマージを許可していません。',
    mend: MANIFESTS,
  },
  'pull-request-closed': {
    phase: 'failed',
    en: 'Somebody closed the pull request.',
    ja: 'プルリクエストがクローズされました。',
    mend: DEVELOPER,
  },
  'plan-changed': {
    phase: 'refused',
    en: 'What was approved is no longer what would be deployed.',
    ja: '承認された内容とデプロイされる内容が一致しなくなりました。',
    mend: DEVELOPER,
  },
  locked: { phase: 'refused', en: 'The target is locked.', ja: 'デプロイ先がロックされています。', mend: SERVICE },
  frozen: { phase: 'refused', en: 'Deploys are frozen now.', ja: '現在デプロイは凍結中です。', mend: OPERATOR },
  'wrong-order': {
    phase: 'refused',
    en: 'This image has not been deployed to the environment that comes before.',
    ja: 'このイメージは前段の環境にまだデプロイされていません。',
    mend: DEVELOPER,
  },
  'queue-full': {
    phase: 'refused',
    en: 'Too many deploys wait for this target.',
    ja: '待機中のデプロイが多すぎます。',
    mend: DEVELOPER,
  },
  rejected: { phase: 'rejected', en: 'Rejected.', ja: '却下されました。', mend: DEVELOPER },
  'approval-expired': {
    phase: 'expired',
    en: 'Nobody decided in time.',
    ja: '期限内に承認されませんでした。',
    mend: DEVELOPER,
  },
  'not-allowed': { phase: 'refused', en: 'Not allowed.', ja: '権限がありません。', mend: OPERATOR },
  cancelled: { phase: 'cancelled', en: 'Cancelled.', ja: '取り消されました。', mend: DEVELOPER },
  'function-failed': {
    phase: 'failed',
    en: 'The Lambda function reported a failure.',
    ja: 'Lambda 関数が失敗を返しました。',
    mend: SERVICE,
  },
  'function-not-found': {
    phase: 'failed',
    en: 'The Lambda function does not exist.',
    ja: 'Lambda 関数が存在しません。',
    mend: OPERATOR,
  },
  'outcome-unknown': {
    phase: 'failed',
    en: 'The answer was lost: it may have run, or not.',
    ja: '応答が失われました。実行されたかどうか不明です。',
    mend: SERVICE,
  },
  'rollout-failed': { phase: 'failed', en: 'The roll-out failed.', ja: 'ロールアウトに失敗しました。', mend: SERVICE },
  'rollout-timeout': {
    phase: 'failed',
    en: 'The new image did not become healthy in time.',
    ja: '新しいイメージが時間内に正常になりませんでした。',
    mend: SERVICE,
  },
  'credentials-refused': {
    phase: 'failed',
    en: 'A credential of tempocat was refused.',
    ja: 'tempocat の認証情報が拒否されました。',
    mend: OPERATOR,
  },
  superseded: {
    phase: 'superseded',
    en: 'A newer image took its place.',
    ja: 'より新しいイメージに置き換えられました。',
    mend: DEVELOPER,
  },
  internal: {
    phase: 'failed',
    en: 'Something unexpected happened.',
    ja: '予期しないエラーが発生しました。',
    mend: OPERATOR,
  },
} as const satisfies Record<string, Ending>;

export type EndingCode = keyof typeof ENDINGS;

export function isEndingCode(code: unknown): code is EndingCode {
  return typeof code === 'string' && Object.hasOwn(ENDINGS, code);
}
