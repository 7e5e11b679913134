import type { MetricMeter } from '@temporalio/common';
import type { MetricsExporterConfig } from '@temporalio/worker';
import { MEASURES } from '../domain/measure/table.ts';
import type { Measure, Recorder } from '../domain/measure.ts';

/** Temporal's own metrics and ours, at one address, named as Prometheus would have it. */
export function prometheusAt(bindAddress: string): MetricsExporterConfig {
  const buckets: Record<string, number[]> = {};
  for (const [name, measure] of Object.entries(MEASURES))
    if (measure.kind === 'seconds') buckets[name] = [...measure.buckets];
  return {
    attachServiceName: false,
    prometheus: {
      bindAddress,
      countersTotalSuffix: true,
      unitSuffix: true,
      useSecondsForDurations: true,
      histogramBucketOverrides: buckets,
    },
  };
}

/** What activities and the process itself measure; without an address it goes nowhere. */
export function createRecorder(meter: MetricMeter): Recorder {
  const carry = ({ name, value, labels }: Measure) => {
    const { kind, help } = MEASURES[name];
    if (kind === 'count') meter.createCounter(name, undefined, help).add(value, labels);
    if (kind === 'level') meter.createGauge(name, 'float', undefined, help).set(value, labels);
    if (kind === 'seconds') meter.createHistogram(name, 'float', 'seconds', help).record(value, labels);
  };
  return (measures) => measures.forEach(carry);
}
