import { APP, type Company } from '../company.ts';

/** What a person types, as Slack writes it down: `@name`, `#channel` and addresses become tokens, the rest is escaped. */
export function encodeTyped(text: string, company: Company): string {
  const escaped = text.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const people = [...company.people, company.person(APP.user)];
  return escaped
    .replace(/(?<![\w@])@([\w-]+(?:\.[\w-]+)*)/g, (typed, name) => {
      const person = people.find((it) => it?.name.toLowerCase() === name.toLowerCase());
      return person ? `<@${person.id}>` : typed;
    })
    .replace(/(?<![\w#&])#([\w-]+)/g, (typed, name) => {
      const channel = company.channels.find((it) => it.name === name);
      return channel ? `<#${channel.id}|${channel.name}>` : typed;
    })
    .replace(/(?<![\w<|])https?:\/\/[^\s<>|]+/g, (url) => `<${url}>`);
}
