import type { Bench, Cell } from '../../bench/bench.ts';

/** A bench with little work, on the run's Temporal server; its rows by their columns. */
export async function runSmall(bench: Bench) {
  const temporal = {
    address: process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '',
    metricsUrl: process.env['TEMPOCAT_TEST_TEMPORAL_METRICS'] ?? '',
  };
  const result = await bench.run({ scale: 'small', temporal, say: () => {} });
  const { columns, rows, plot } = result;
  const missing = [...plot.along, ...plot.up].filter((column) => !columns.includes(column));
  if (missing.length > 0) throw new Error(`The plot needs columns that are not there: ${missing.join(', ')}`);
  const named = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
  return { ...result, named: named as readonly Readonly<Record<string, Cell | undefined>>[] };
}
