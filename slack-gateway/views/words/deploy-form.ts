import type { Locale } from '../../../domain/target.ts';
import { type SafeText, safe } from '../text.ts';

const en = {
  title: 'Deploy',
  submit: 'Go',
  close: 'Close',
  service: 'Service',
  serviceHint: 'Type a part of its name',
  environment: 'Environment',
  environmentHint: 'Choose one',
  ref: 'Branch or tag',
  refPrompt: 'Newest of the default branch',
  refHint: 'Type to search all branches. What you typed can also be taken as it is.',
  asTyped: (words: string): string => `${words} (as typed)`,
  reason: 'Reason',
  reasonHint: 'Everybody sees it on the message of the deploy.',
  dryRun: 'Only look (dry run)',
  dryRunHint: 'Shows the plan and what stands in its way. Changes nothing.',
  goneService: 'This service is not in the catalogue any more.',
  missingService: 'Choose a service.',
  missingEnvironment: 'Choose an environment.',
  notRecorded:
    'Could not be recorded: Temporal does not answer. If no message of it appears, send it again in a moment.',
  choose: 'Choose…',
  chooseLabel: 'Choose what to deploy',
  chooseBranch: 'More choices…',
  chooseBranchLabel: 'More choices of what to deploy',
  question: safe`What shall be deployed?`,
  because: (reason: SafeText): SafeText => safe`Reason: ${reason}`,
};

const ja: typeof en = {
  title: 'デプロイ',
  submit: '実行',
  close: '閉じる',
  service: 'サービス',
  serviceHint: '名前の一部を入力',
  environment: '環境',
  environmentHint: '選択してください',
  ref: 'ブランチまたはタグ',
  refPrompt: 'デフォルトブランチの最新',
  refHint: '入力するとすべてのブランチから検索します。入力した文字列をそのまま指定することもできます。',
  asTyped: (words) => `${words}（入力のまま）`,
  reason: '理由',
  reasonHint: 'デプロイのメッセージに表示されます。',
  dryRun: '確認のみ（dry run）',
  dryRunHint: '計画と実行可否を表示します。何も変更しません。',
  goneService: 'このサービスはカタログにありません。',
  missingService: 'サービスを選択してください。',
  missingEnvironment: '環境を選択してください。',
  notRecorded:
    'Temporal が応答しないため記録できませんでした。メッセージが表示されなければ、しばらくしてからもう一度送信してください。',
  choose: '選択…',
  chooseLabel: 'デプロイ対象を選択',
  chooseBranch: '詳しく選択…',
  chooseBranchLabel: '詳しく選択: デプロイ対象',
  question: safe`何をデプロイしますか？`,
  because: (reason) => safe`理由: ${reason}`,
};

/** The form in which a deploy is chosen; it holds plain text. */
export const deployFormWords = { en, ja } satisfies Record<Locale, typeof en>;
