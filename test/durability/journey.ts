import type { Step, Victim } from './stage.ts';
import type { ProvingTown } from './town.ts';

/** Somebody on a journey, such as `hako-x07`. */
export interface Scene {
  readonly town: ProvingTown;
  readonly who: string;
  /** What this journey brings, and no other: the tag of the image. */
  readonly mark: string;
  /** Lets it wait here, if the process is to be killed while it waits. */
  rest(name: string): Promise<void>;
}

/** What a journey came to. */
export interface Arrived {
  /** The workflows that were asked for, by id; all have to end. */
  readonly asked: readonly string[];
  /** How the last of them ended: a phase, or the code of another ending. */
  readonly ending: string;
  /** Merges, or runs of the function. */
  readonly effects: number;
  /** How many there ought to be; where a function is asked, it may be fewer, and then the ending has to say so. */
  readonly wanted: number;
  /** What is not as it should be. */
  readonly complaints: readonly string[];
}

/** One kind of deploy, or something else that people ask for, from the words to the end. */
export interface Journey {
  /** Short, of letters only: `hako-x07` is somebody on it. */
  readonly name: string;
  /** As the table says it. */
  readonly says: string;
  /** The process is killed at all its steps; on other journeys only at those that none of these has. */
  readonly isKind: boolean;
  /** What the catalogue says of somebody on it. */
  entry(who: string): Entry;
  /** What the vendors have of somebody on it. */
  seed(town: ProvingTown, who: string): Promise<void>;
  /** Asks, does what people have to do, and says what became of it. */
  travel(scene: Scene): Promise<Arrived>;
}

export type Entry = { readonly kind: 'services' | 'functions'; readonly entry: object };

/** Where a process dies: at a step of a journey. */
export interface Place {
  readonly victim: Victim;
  readonly journey: Journey;
  readonly step: Step;
  /** How far on the way that step is, from 0 to 1. */
  readonly position: number;
}

/** Somebody who is to be there. */
export interface Role extends Place {
  readonly who: string;
}
