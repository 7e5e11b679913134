/** The signs of our messages as a terminal shows them. */
export const EMOJI: Readonly<Record<string, string>> = {
  arrow_forward: '▶',
  double_vertical_bar: '⏸',
  grey_question: '?',
  hourglass_flowing_sand: '…',
  lock: '🔒',
  mag: '🔍',
  raised_hand: '✋',
  rotating_light: '🚨',
  unlock: '🔓',
  warning: '⚠',
  white_check_mark: '✔',
  white_circle: '○',
  x: '✖',
};
