import type { Locale } from '../../../domain/target.ts';
import { type SafeText, safe } from '../text.ts';

const en = {
  locked: (by: SafeText, at: SafeText, reason: SafeText): SafeText => safe`Locked by ${by} since ${at}: ${reason}`,
  lockEnds: (until: SafeText): SafeText => safe`The lock ends ${until}.`,
  whoUnlocks: (by: SafeText, command: SafeText): SafeText => safe`${by} or an admin can end it with ${command}.`,
  frozen: (until: SafeText, reason: SafeText): SafeText => safe`Deploys are frozen until ${until}: ${reason}`,
  whoBreaks: safe`An admin can break the glass.`,
  wrongOrder: (image: SafeText, first: SafeText): SafeText => safe`${image} has not been deployed to ${first} yet.`,
  thisImage: safe`This image`,
  whoDeploysFirst: (command: SafeText): SafeText => safe`Deploy it there first: ${command}`,
  goesOn: safe`It goes on by itself when that ends.`,
  approveLater: safe`Your approval does not count now. Press again when that has ended.`,
  tellMe: 'Tell me when free',
  tellMeLabel: (service: string, environment: string): string => `Tell me when free: ${service} ${environment}`,
  breakGlass: 'Break glass',
  breakGlassLabel: (service: string, environment: string): string =>
    `Break glass of ${service} ${environment}, for admins`,
};

const ja: typeof en = {
  locked: (by, at, reason) => safe`${by} が ${at} からロックしています: ${reason}`,
  lockEnds: (until) => safe`ロックは ${until} に終わります。`,
  whoUnlocks: (by, command) => safe`${by} または管理者が ${command} で解除できます。`,
  frozen: (until, reason) => safe`${until} までデプロイは凍結中です: ${reason}`,
  whoBreaks: safe`管理者は緊急解除できます。`,
  wrongOrder: (image, first) => safe`${image}はまだ ${first} にデプロイされていません。`,
  thisImage: safe`このイメージ`,
  whoDeploysFirst: (command) => safe`先にデプロイしてください: ${command}`,
  goesOn: safe`終わりしだい自動で続行します。`,
  approveLater: safe`いまは承認できません。終わってからもう一度押してください。`,
  tellMe: '空いたら知らせる',
  tellMeLabel: (service, environment) => `空いたら知らせる: ${service} ${environment}`,
  breakGlass: '緊急解除',
  breakGlassLabel: (service, environment) => `緊急解除（管理者のみ）: ${service} ${environment}`,
};

/** What stops a target, who can end it, and what to do meanwhile. */
export const stopWords = { en, ja } satisfies Record<Locale, typeof en>;
