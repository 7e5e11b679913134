import { type Company, openCompany, type Ports } from './company.ts';
import { freePort } from './free-port.ts';
import { type HouseProcess, startHouseProcess } from './house-process.ts';

export interface Town extends Company {
  readonly worker: HouseProcess;
  readonly gateway: HouseProcess;
  readonly gatewayUrl: string;
  /** Where Prometheus would look. */
  readonly metricsUrls: Readonly<Record<HouseProcess['name'], string>>;
  /** What both processes are started with. */
  readonly env: Readonly<Record<string, string>>;
  /** Stops both processes and starts them again, as after a change of the catalogue. */
  restart(): Promise<void>;
}

interface Options {
  readonly temporal: { readonly address: string; readonly namespace?: string; readonly uiUrl?: string };
  readonly ports?: Ports & { readonly gateway?: number };
  readonly logLevel?: string;
  readonly catalogPath?: string;
  /** Over what the company tells its processes; `SOCKET_MODE`, say. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The company with a worker and a gateway of ours, each a process of its own: all that there is but Temporal. */
export async function openTown({
  temporal,
  ports = {},
  logLevel = 'info',
  catalogPath,
  env: over,
}: Options): Promise<Town> {
  const company = await openCompany({
    ports,
    ...(temporal.uiUrl !== undefined && { temporalUi: temporal.uiUrl }),
    ...(catalogPath !== undefined && { catalogPath }),
  });
  try {
    const port = await freePort(ports.gateway);
    const env = {
      ...company.env,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace ?? 'default',
      PORT: String(port),
      ...(process.env['SANDBOX_HOST'] && { HOST: process.env['SANDBOX_HOST'] }),
      LOG_LEVEL: logLevel,
      ...over,
    };
    const metrics = { worker: await localAddress(), 'slack-gateway': await localAddress() };
    let house = await startHouse(env, metrics);
    const gatewayUrl = `http://127.0.0.1:${port}`;
    if (!company.slack.sockets.inUse) company.slack.setGateway(`${gatewayUrl}/slack/events`);
    return {
      ...company,
      get worker() {
        return house.worker;
      },
      get gateway() {
        return house.gateway;
      },
      gatewayUrl,
      metricsUrls: urlsOf(metrics),
      env,
      restart: async () => {
        await stopHouse(house);
        house = await startHouse(env, metrics);
      },
      close: async () => {
        await stopHouse(house);
        await company.close();
      },
    };
  } catch (error) {
    await company.close();
    throw error;
  }
}

type House = Pick<Town, 'worker' | 'gateway'>;

type Env = Readonly<Record<string, string>>;

const urlsOf = (metrics: Town['metricsUrls']): Town['metricsUrls'] => ({
  worker: `http://${metrics.worker}/metrics`,
  'slack-gateway': `http://${metrics['slack-gateway']}/metrics`,
});

const localAddress = async (): Promise<string> => `127.0.0.1:${await freePort()}`;

async function startHouse(env: Env, metrics: Readonly<Record<HouseProcess['name'], string>>): Promise<House> {
  const start = (name: HouseProcess['name']) =>
    startHouseProcess({ name, env: { ...env, METRICS_ADDRESS: metrics[name] } });
  const [worker, gateway] = await Promise.all([start('worker'), start('slack-gateway')]);
  return { worker, gateway };
}

async function stopHouse({ worker, gateway }: House): Promise<void> {
  await Promise.all([worker.stop(), gateway.stop()]);
}
