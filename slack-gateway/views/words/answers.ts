import type { Locale } from '../../../domain/target.ts';
import { type SafeText, safe } from '../text.ts';

const en = {
  unknownVerb: (word: SafeText): SafeText => safe`I do not know the command ${word}.`,
  nearest: (names: SafeText): SafeText => safe`Did you mean ${names}?`,
  known: (names: SafeText): SafeText => safe`There are ${names}.`,
  usage: (usage: SafeText): SafeText => safe`Say it like this: ${usage}`,
  tryHelp: safe`Say \`help\` to see all commands.`,
  missingWords: safe`Some words are missing.`,
  extraWords: (words: SafeText): SafeText => safe`There are too many words: ${words}. Nothing was started.`,
  badPair: (pair: SafeText): SafeText =>
    safe`${pair} is not key=value, or a key stands there twice. Nothing was started.`,
  unknown: {
    'unknown-service': (word: SafeText): SafeText => safe`There is no service ${word}.`,
    'unknown-environment': (word: SafeText, of?: SafeText): SafeText =>
      of ? safe`${of} has no environment ${word}.` : safe`There is no environment ${word}.`,
    'unknown-function': (word: SafeText): SafeText => safe`There is no function ${word}.`,
    'unknown-word': (word: SafeText): SafeText => safe`${word} is neither a service nor an environment.`,
  },
  whichEnvironment: (service: SafeText, names: SafeText): SafeText =>
    safe`Where to? ${service} has the environments ${names}.`,
  keysMissing: (keys: SafeText): SafeText => safe`These keys are missing: ${keys}. Nothing was started.`,
  keysUnknown: (keys: SafeText, known: SafeText): SafeText =>
    safe`The function does not take ${keys}; it takes ${known}. Nothing was started.`,
  noKeys: safe`no keys`,
  notAllowed: (what: SafeText, groups: SafeText): SafeText =>
    safe`You may not do that: ${what} is for ${groups}. The catalogue says who is in these groups.`,
  standing: {
    guest: safe`Guests of the workspace may not do that.`,
    bot: safe`Bots may not do that.`,
    deleted: safe`This account is deactivated.`,
    stranger: safe`Only members of this workspace may do that.`,
    unknown: safe`Slack could not say who you are or which groups you are in, so nothing was done. Try again in a moment.`,
  },
  noSource: (service: SafeText): SafeText =>
    safe`The catalogue names no source repository for ${service}, so its branches are not known.`,
  deployIt: 'Deploy',
  deployLabel: (service: string, environment: string): string => `Deploy ${service} to ${environment}`,
  choose: (environment: SafeText): SafeText => safe`What shall be deployed to *${environment}*?`,
  started: (what: SafeText): SafeText => safe`The deploy of ${what} has started.`,
  notRecorded: safe`That could not be recorded, because Temporal does not answer. Nothing was started. Try again in a moment.`,
  clickNotRecorded: safe`Your click could not be recorded, because Temporal does not answer. Press again in a moment.`,
  unreadable: safe`This button is from another time and means nothing any more.`,
  unhandled: safe`I do not know what to do with that.`,
  runs: (tag: SafeText, at: SafeText, by: SafeText): SafeText => safe`runs ${tag}, since ${at}, by ${by}`,
  neverDeployed: safe`tempocat has deployed nothing here yet`,
  hasTurn: (holder: SafeText, phase: SafeText, by: SafeText): SafeText =>
    safe`${holder} is under way (${phase}; asked by ${by})`,
  wait: (count: number): SafeText => safe`${count} waiting`,
  locked: (by: SafeText, reason: SafeText): SafeText => safe`:lock: locked by ${by}: ${reason}`,
  held: (by: SafeText): SafeText => safe`:pause_button: auto-deploy held by ${by}`,
  notKnown: safe`not known: Temporal does not answer`,
  statusTitle: safe`What tempocat deployed last`,
  more: (count: number): SafeText => safe`and ${count} more; name a service or an environment`,
  services: safe`Services`,
  functions: safe`Functions`,
  branchesOf: (service: SafeText): SafeText => safe`Branches of ${service}:`,
  branchesFailed: (service: SafeText, why: SafeText): SafeText =>
    safe`The branches of ${service} cannot be listed: ${why}`,
  moreBranches: safe`and more`,
  helpTitle: safe`What you can say to tempocat`,
  example: (example: SafeText): SafeText => safe`for example ${example}`,
  pointer: (what: SafeText, link: SafeText): SafeText => safe`The deploy of ${what} is shown ${link}.`,
  here: safe`here`,
};

const ja: typeof en = {
  unknownVerb: (word) => safe`${word} というコマンドはありません。`,
  nearest: (names) => safe`もしかして: ${names}`,
  known: (names) => safe`指定できるもの: ${names}`,
  usage: (usage) => safe`使い方: ${usage}`,
  tryHelp: safe`\`help\` でコマンドの一覧を表示します。`,
  missingWords: safe`指定が足りません。`,
  extraWords: (words) => safe`余分な指定があります: ${words}。何も開始していません。`,
  badPair: (pair) => safe`${pair} は key=value の形ではないか、キーが重複しています。何も開始していません。`,
  unknown: {
    'unknown-service': (word) => safe`サービス ${word} はありません。`,
    'unknown-environment': (word, of) =>
      of ? safe`${of} に環境 ${word} はありません。` : safe`環境 ${word} はありません。`,
    'unknown-function': (word) => safe`関数 ${word} はありません。`,
    'unknown-word': (word) => safe`${word} はサービスでも環境でもありません。`,
  },
  whichEnvironment: (service, names) => safe`環境を指定してください。${service} の環境: ${names}`,
  keysMissing: (keys) => safe`キーが足りません: ${keys}。何も開始していません。`,
  keysUnknown: (keys, known) =>
    safe`この関数は ${keys} を受け取りません。指定できるもの: ${known}。何も開始していません。`,
  noKeys: safe`なし`,
  notAllowed: (what, groups) =>
    safe`権限がありません。${what} は ${groups} のみ実行できます。グループの構成員はカタログで決まります。`,
  standing: {
    guest: safe`ゲストは実行できません。`,
    bot: safe`ボットは実行できません。`,
    deleted: safe`このアカウントは無効化されています。`,
    stranger: safe`このワークスペースのメンバーだけが実行できます。`,
    unknown: safe`Slack から所属グループを確認できなかったため、何も実行していません。少し待ってからやり直してください。`,
  },
  noSource: (service) => safe`カタログに ${service} のソースリポジトリがないため、ブランチは分かりません。`,
  deployIt: 'デプロイ',
  deployLabel: (service, environment) => `${service} を ${environment} にデプロイ`,
  choose: (environment) => safe`*${environment}* に何をデプロイしますか？`,
  started: (what) => safe`${what} のデプロイを開始しました。`,
  notRecorded: safe`Temporal が応答しないため記録できませんでした。何も開始していません。少し待ってからやり直してください。`,
  clickNotRecorded: safe`Temporal が応答しないため操作を記録できませんでした。少し待ってからもう一度押してください。`,
  unreadable: safe`このボタンは古いため無効です。`,
  unhandled: safe`この操作には対応していません。`,
  runs: (tag, at, by) => safe`${tag} が稼働中（${at}、${by}）`,
  neverDeployed: safe`tempocat からのデプロイはまだありません`,
  hasTurn: (holder, phase, by) => safe`${holder} が実行中（${phase}、依頼: ${by}）`,
  wait: (count) => safe`${count} 件待機中`,
  locked: (by, reason) => safe`:lock: ${by} がロック中: ${reason}`,
  held: (by) => safe`:pause_button: ${by} が自動デプロイを一時停止中`,
  notKnown: safe`不明: Temporal が応答しません`,
  statusTitle: safe`tempocat による最新のデプロイ`,
  more: (count) => safe`他 ${count} 件。サービスか環境を指定してください`,
  services: safe`サービス`,
  functions: safe`関数`,
  branchesOf: (service) => safe`${service} のブランチ:`,
  branchesFailed: (service, why) => safe`${service} のブランチを表示できません: ${why}`,
  moreBranches: safe`他にもあります`,
  helpTitle: safe`tempocat のコマンド`,
  example: (example) => safe`例: ${example}`,
  pointer: (what, link) => safe`${what} のデプロイは${link}に表示しています。`,
  here: safe`こちら`,
};

/** What one person is answered: look-ups, errors and refusals. */
export const answerWords = { en, ja } satisfies Record<Locale, typeof en>;
