import type { Locale } from '../../../domain/target.ts';
import { type SafeText, safe } from '../text.ts';

const en = {
  forMe: 'Waits for me',
  forMeNone: safe`Nothing waits for your approval.`,
  mine: 'My running deploys',
  mineNone: safe`None.`,
  stops: 'Locks and holds',
  runs: 'What runs where',
  recent: 'Last deploys',
  recentNone: safe`None yet.`,
  open: safe`open`,
  more: (count: number): SafeText => safe`and ${count} more`,
  notKnown: safe`Not known just now: Temporal does not answer.`,
  members: safe`Only full members of this workspace see what is deployed here.`,
  help: safe`Say \`help\` in a message to see all commands.`,
};

const ja: typeof en = {
  forMe: '自分の承認待ち',
  forMeNone: safe`承認待ちのデプロイはありません。`,
  mine: '自分の実行中のデプロイ',
  mineNone: safe`ありません。`,
  stops: 'ロックと一時停止',
  runs: '稼働中のバージョン',
  recent: '最近のデプロイ',
  recentNone: safe`まだありません。`,
  open: safe`開く`,
  more: (count) => safe`ほか ${count} 件`,
  notKnown: safe`現在は不明です: Temporal が応答しません。`,
  members: safe`デプロイの状況はワークスペースの正式メンバーだけが閲覧できます。`,
  help: safe`メッセージで \`help\` と送ると、すべてのコマンドを表示します。`,
};

export const homeWords = { en, ja } satisfies Record<Locale, typeof en>;
