const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90s`, `10m`, `4h`, `2d` in milliseconds; nothing when it is not a duration. */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (digits === undefined || unit === undefined || !isUnit(unit)) return undefined;
  const ms = Number(digits) * UNITS[unit];
  return ms > 0 ? ms : undefined;
}

/** The shortest way to say it in one unit: `90s`, `10m`, `4h`, `2d`. */
export function formatDuration(ms: number): string {
  const unit = (['d', 'h', 'm'] as const).find((candidate) => ms % UNITS[candidate] === 0 && ms > 0) ?? 's';
  return `${Math.round(ms / UNITS[unit])}${unit}`;
}

function isUnit(unit: string): unit is keyof typeof UNITS {
  return Object.hasOwn(UNITS, unit);
}
