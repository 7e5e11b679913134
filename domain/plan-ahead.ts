import type { CommitList } from './change-log.ts';
import type { ChosenImage } from './deploy.ts';
import type { EndingCode } from './endings.ts';
import type { Stop } from './gates.ts';
import type { Change } from './plan.ts';
import type { ApprovalPolicy, Locale } from './target.ts';

/** A deploy up to the gates, as `plan` shows it: nothing was written anywhere. */
export interface PlanAhead {
  readonly service: string;
  readonly environment: string;
  readonly locale: Locale;
  readonly requestedBy: string;
  readonly ref?: string;
  readonly found: PlanFound;
}

export type PlanFound =
  /** `change` absent: it is there already. */
  | ({ readonly kind: 'planned'; readonly image: ChosenImage; readonly change?: Change } & Verdicts)
  | { readonly kind: 'failed'; readonly code: EndingCode; readonly detail: string };

/** What a deploy would meet on its way, at this moment. */
export interface Verdicts {
  readonly stop?: Stop;
  readonly holder?: string;
  readonly waiting: number;
  readonly approval?: ApprovalPolicy;
  readonly commits?: CommitList;
}
