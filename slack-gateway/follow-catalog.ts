import type { Logger } from 'pino';
import type { Catalog } from '../domain/catalog.ts';
import { count, level, type Recorder } from '../domain/measure.ts';
import { type CatalogSource, parseCatalogText, readCatalogText } from './read-catalog.ts';

/** A mounted ConfigMap is a symbolic link that is turned: so the text is compared, not the file. */
const LOOK_EVERY_MS = 1_000;

export interface CatalogInForce {
  /** The last one that was good. */
  present(): Catalog;
  /** From now on the file is looked at, until the process ends; `changed` hears of every new one that is good. */
  follow(changed: (catalog: Catalog) => void): void;
}

interface Options {
  readonly catalog: Catalog;
  readonly source: CatalogSource;
  /** What else must be true of a new one; problems. */
  readonly check: (catalog: Catalog) => readonly string[];
  readonly log: Logger;
  readonly record: Recorder;
}

/** The catalogue of this process. A changed file takes effect when it is good; a broken one is refused, loudly, and changes nothing. */
export function createCatalogInForce({ catalog, source, check, log, record }: Options): CatalogInForce {
  const { path } = source;
  let present = catalog;
  const consider = (text: string | null): Catalog | undefined => {
    const reading = parseCatalogText({ path, text });
    const problems = reading.kind === 'problems' ? reading.problems : check(reading.catalog);
    const isGood = reading.kind === 'catalog' && problems.length === 0;
    record([
      count('tempocat_catalog_reads', { result: isGood ? 'reloaded' : 'refused' }),
      level('tempocat_catalog_refused', isGood ? 0 : 1),
    ]);
    if (!isGood) {
      log.error({ path, problems }, 'the changed catalogue is refused; the former one stays in force');
      return undefined;
    }
    present = reading.catalog;
    log.info({ path, targets: present.targets.length }, 'the changed catalogue is in force');
    return present;
  };
  return {
    present: () => present,
    follow: (changed) => {
      record([level('tempocat_catalog_refused', 0)]);
      followText(source, (text) => {
        const good = consider(text);
        if (good) changed(good);
      });
    },
  };
}

/** Tells of each new text when it has stood still for a moment: somebody may be writing. `null`: it cannot be read. */
function followText({ path, text: first }: CatalogSource, tell: (text: string | null) => void): void {
  let told: string | null = first;
  let seen: string | null = first;
  setInterval(() => {
    const text = readCatalogText(path);
    const isStill = text === seen;
    seen = text;
    if (!isStill || text === told) return;
    told = text;
    tell(text);
  }, LOOK_EVERY_MS).unref();
}
