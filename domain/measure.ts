import type { MEASURES } from './measure/table.ts';

export type MeasureName = keyof typeof MEASURES;

/** A number for Prometheus, as data: rules say what is worth measuring, and whoever carries it out hands it over. */
export interface Measure {
  readonly name: MeasureName;
  /** How many more, how many seconds, or how much there is now. */
  readonly value: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** Hands numbers to the metrics of a process. */
export type Recorder = (measures: readonly Measure[]) => void;

export const count = (name: MeasureName, labels: Measure['labels']): Measure => ({ name, value: 1, labels });

/** A clock may be set back meanwhile; no time is negative. */
export const seconds = (name: MeasureName, ms: number, labels: Measure['labels']): Measure => ({
  name,
  value: Math.max(0, ms) / 1_000,
  labels,
});

export const level = (name: MeasureName, value: number, labels: Measure['labels'] = {}): Measure => ({
  name,
  value,
  labels,
});
