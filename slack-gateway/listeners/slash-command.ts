import type { App } from '@slack/bolt';
import { answer } from '../answer.ts';
import type { Asked, Desk } from '../desk.ts';
import { inTime } from '../in-time.ts';
import { speakTo } from '../languages.ts';
import { privately, sendReply } from '../reply.ts';
import { message } from '../views/blocks.ts';
import { answerWords } from '../views/words/answers.ts';

/** `/deploy …`. Slack never delivers a command again, so what fails is said to the person at once. */
export function listenToSlashCommand(app: App, desk: Desk): void {
  app.command('/deploy', async ({ ack, command }) => {
    await ack(); // the answer leaves when this listener returns; until then it only stops the clock
    const { user_id: by, channel_id: channel, text, trigger_id: key } = command;
    const asked: Asked = { by, channel, text, key, door: 'slash' };
    const theirs = await speakTo(desk, by);
    const reply = await inTime(desk, () => answer(theirs, asked)).catch((error: unknown) => {
      desk.log.error({ by, error: String(error) }, 'a command could not be carried out');
      return privately(message([answerWords[theirs.locale].notRecorded]));
    });
    await sendReply(theirs, asked, reply);
  });
}
