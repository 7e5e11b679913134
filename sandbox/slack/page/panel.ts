export interface PanelTarget {
  readonly service: string;
  readonly environment: string;
  /** The image that runs now. */
  readonly running: string;
  readonly detail: string;
  readonly url?: string;
}

export interface PanelState {
  readonly targets: readonly PanelTarget[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** What a new image can be pushed of. */
  readonly services: readonly string[];
}

/** What the company shows and does beside the messages. */
export interface Panel {
  state(): Promise<PanelState>;
  push(service: string): Promise<void>;
}
