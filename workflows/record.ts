import { metricMeter } from '@temporalio/workflow';
import { MEASURES } from '../domain/measure/table.ts';
import type { Recorder } from '../domain/measure.ts';

/** To the worker's metrics. A replay hands over nothing, and nothing of it is in the history. */
export const record: Recorder = (measures) => {
  for (const { name, value, labels } of measures) {
    const { kind, help } = MEASURES[name];
    if (kind === 'count') metricMeter.createCounter(name, undefined, help).add(value, labels);
    if (kind === 'level') metricMeter.createGauge(name, 'float', undefined, help).set(value, labels);
    if (kind === 'seconds') metricMeter.createHistogram(name, 'float', 'seconds', help).record(value, labels);
  }
};
