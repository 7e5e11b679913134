/** How much work a run does: CI counts with the small one, people measure with the whole one. */
export type Scale = 'small' | 'whole';

export interface Context {
  readonly scale: Scale;
  /** Progress, for whoever waits. */
  readonly say: (line: string) => void;
  readonly temporal: Temporal;
}

/** A server of our own. */
export interface Temporal {
  readonly address: string;
  /** Where it counts actions. */
  readonly metricsUrl: string;
}

export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  /** From the contract's table of figures. Absent: it is only told. */
  readonly atMost?: number | undefined;
}

export type Cell = string | number;

/** The plot of a table: one column along, others up. */
export interface Plot {
  /** One column, or several whose words make one label. */
  readonly along: readonly string[];
  readonly up: readonly string[];
  readonly unit: string;
  /** For what grows tenfold from row to row. */
  readonly logarithmic?: boolean;
}

export interface Result {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly plot: Plot;
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
