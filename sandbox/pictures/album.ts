import * as deploys from './deploys.ts';
import * as lookUps from './look-ups.ts';
import type { Sample } from './sample.ts';

export interface Picture {
  /** Of the file in `docs/pictures/`. */
  readonly name: string;
  /** From top to bottom. */
  readonly samples: readonly Sample[];
}

/** Everything that people see of us, each view at least once. */
export const ALBUM: readonly Picture[] = [
  { name: 'deploy-waits', samples: deploys.deployWaits('en') },
  { name: 'deploy-waits-ja', samples: deploys.deployWaits('ja') },
  { name: 'deploy-ends', samples: deploys.deployEnds('en') },
  { name: 'deploy-ends-ja', samples: deploys.deployEnds('ja') },
  { name: 'refused', samples: deploys.refused },
  { name: 'plan', samples: deploys.plan },
  { name: 'undo', samples: deploys.undo },
  { name: 'cancel', samples: deploys.cancel },
  { name: 'invoke', samples: deploys.invoke },
  { name: 'chooser', samples: lookUps.chooser },
  { name: 'deploy-form', samples: lookUps.deployForm('en') },
  { name: 'deploy-form-ja', samples: lookUps.deployForm('ja') },
  { name: 'reason-form', samples: lookUps.reasonForm },
  { name: 'home', samples: lookUps.home('en') },
  { name: 'home-ja', samples: lookUps.home('ja') },
  { name: 'status', samples: lookUps.status },
  { name: 'history', samples: lookUps.history },
  { name: 'locks', samples: lookUps.locks },
  { name: 'why', samples: lookUps.why },
  { name: 'list', samples: lookUps.list },
  { name: 'help', samples: lookUps.help },
  { name: 'mistakes', samples: lookUps.mistakes },
];
