/** How much work a run does: CI counts with the small one, people measure with the whole one. */
export type Scale = 'small' | 'whole';

export interface Context {
  readonly scale: Scale;
  /** Progress, for whoever waits. */
  readonly say: (line: string) => void;
}

export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly unit: 'calls' | 'ms' | 's' | 'MB' | 'actions' | 'ratio';
  /** From the contract's table of figures. Absent: it is only told. */
  readonly atMost?: number;
}

export interface Result {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly figures: readonly Figure[];
}

/** One question about speed or cost, answered by ratios or counts within one run. */
export interface Bench {
  readonly name: string;
  readonly question: string;
  run(context: Context): Promise<Result>;
}

/** Whether it keeps what the contract promises. */
export const isKept = ({ measured, atMost }: Figure): boolean => atMost === undefined || measured <= atMost;
