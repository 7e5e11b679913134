import { code, link, type SafeText } from './text.ts';

/** Where messages may link to. Worker and gateway read it from their configuration. */
export interface Links {
  readonly namespace: string;
  /** Temporal's UI; without it deploys are named but not linked. */
  readonly temporalUi?: string;
  /** GitHub's pages; nothing else is linked from what GitHub says. */
  readonly github?: string;
  /** Argo CD's pages. */
  readonly argoCd?: string;
  /** Slack ids by group of the catalogue: who is called when an approval is missing. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
}

const GITHUB = 'https://github.com';

/** A workflow's page in Temporal's UI, or without a UI its id. */
export function workflowLink(workflowId: string, label: SafeText, { temporalUi, namespace }: Links): SafeText {
  if (temporalUi === undefined) return code(workflowId, 200);
  const base = temporalUi.replace(/\/+$/, '');
  const url = `${base}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(whole(workflowId))}`;
  return link(url, label, temporalUi);
}

/** Half a character cannot stand in an address. */
const whole = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd');

export const githubLink = (url: string, label: SafeText, { github = GITHUB }: Links): SafeText =>
  link(url, label, github);

/** An application's page in Argo CD, or without an address the label alone. */
export function argoCdLink(application: string, label: SafeText, { argoCd }: Links): SafeText {
  if (argoCd === undefined) return label;
  return link(`${argoCd.replace(/\/+$/, '')}/applications/${encodeURIComponent(whole(application))}`, label, argoCd);
}
