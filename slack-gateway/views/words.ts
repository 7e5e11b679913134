import type { Locale } from '../../domain/target.ts';
import { type DeployWords, deployEn } from './words/deploy-en.ts';
import { deployJa } from './words/deploy-ja.ts';

/** Every sentence in every language. */
export const deployWords = { en: deployEn, ja: deployJa } satisfies Record<Locale, DeployWords>;
