import { type Line as OpenLine, openLine } from '../../bench/line.ts';
import { freePort } from '../../sandbox/free-port.ts';

/** The way to the run's Temporal server, which a test may cut and mend. It is cut at first. */
export interface Line {
  readonly address: string;
  mend(): Promise<void>;
  cut(): Promise<void>;
}

export async function aLineToTemporal(): Promise<Line> {
  const [, far = ''] = (process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '').split(':'); // here, as everything is
  const port = await freePort();
  let open: OpenLine | undefined;
  return {
    address: `127.0.0.1:${port}`,
    mend: async () => {
      open = await openLine(Number(far), port);
    },
    cut: async () => {
      await open?.cut();
      open = undefined;
    },
  };
}
