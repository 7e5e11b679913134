import type { Bench } from './bench.ts';
import { changeTag } from './change-tag.ts';
import { durability } from './durability.ts';
import { findImage } from './find-image.ts';
import { gateway } from './gateway.ts';
import { oneRepository } from './one-repository.ts';
import { pollCycle } from './poll-cycle.ts';
import { start } from './start.ts';
import { waiting } from './waiting.ts';

export const BENCHES: readonly Bench[] = [
  ...[findImage, changeTag, durability, pollCycle],
  ...[gateway, waiting, oneRepository, start],
];
