import { metricMeter } from '@temporalio/workflow';
import { MEASURES, type Measure } from '../domain/measure.ts';

/** Hands numbers to the worker's metrics. A replay hands over nothing, and nothing of it is in the history. */
export function record(measures: readonly Measure[]): void {
  for (const { name, value, labels } of measures) {
    const { kind, help } = MEASURES[name];
    if (kind === 'count') metricMeter.createCounter(name, undefined, help).add(value, labels);
    else metricMeter.createHistogram(name, 'float', 'seconds', help).record(value, labels);
  }
}
