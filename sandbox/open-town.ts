import { type Company, openCompany, type Ports } from './company.ts';
import { freePort } from './free-port.ts';
import { type HouseProcess, startHouseProcess } from './house-process.ts';

export interface Town extends Company {
  readonly worker: HouseProcess;
  readonly gateway: HouseProcess;
  readonly gatewayUrl: string;
}

interface Options {
  readonly temporal: { readonly address: string; readonly namespace?: string; readonly uiUrl?: string };
  readonly ports?: Ports & { readonly gateway?: number };
  readonly logLevel?: string;
}

/** The company with a worker and a gateway of ours, each a process of its own: all that there is but Temporal. */
export async function openTown({ temporal, ports = {}, logLevel = 'info' }: Options): Promise<Town> {
  const company = await openCompany({ ports, ...(temporal.uiUrl !== undefined && { temporalUi: temporal.uiUrl }) });
  try {
    const port = await freePort(ports.gateway);
    const env = {
      ...company.env,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace ?? 'default',
      PORT: String(port),
      LOG_LEVEL: logLevel,
    };
    const [worker, gateway] = await Promise.all([
      startHouseProcess({ name: 'worker', env, readyLine: 'worker ready' }),
      startHouseProcess({ name: 'slack-gateway', env, readyLine: 'gateway ready' }),
    ]);
    const gatewayUrl = `http://127.0.0.1:${port}`;
    company.slack.setGateway(`${gatewayUrl}/slack/events`);
    return {
      ...company,
      worker,
      gateway,
      gatewayUrl,
      close: async () => {
        await Promise.all([worker.stop(), gateway.stop()]);
        await company.close();
      },
    };
  } catch (error) {
    await company.close();
    throw error;
  }
}
