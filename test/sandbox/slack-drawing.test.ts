import { describe, expect, it } from '@jest/globals';
import { createCompany } from '../../sandbox/slack/company.ts';
import { encodeTyped } from '../../sandbox/slack/page/encode-typed.ts';
import { drawMrkdwn } from '../../sandbox/slack/page/mrkdwn.ts';
import { aCompany } from './slack/company.ts';

const company = createCompany(aCompany());

describe('drawMrkdwn', () => {
  const cases: [string, string, string][] = [
    [
      'emphasis at the edges of words',
      '*b* _i_ ~s~ a*b*c snake_case_name 2 * 3 * 4',
      '<strong>b</strong> <em>i</em> <s>s</s> a*b*c snake_case_name 2 * 3 * 4',
    ],
    [
      'emphasis around other things',
      '*<@U0DEV1> → `x*y`*',
      '<strong><span class="mention">@dana</span> → <code>x*y</code></strong>',
    ],
    ['nothing inside code', '`*a* <@U0DEV1> :x:`', '<code>*a* &lt;@U0DEV1&gt; :x:</code>'],
    ['a block of code', '```a\n *b*```', '<pre>a\n *b*</pre>'],
    ['what was escaped, as text', '&lt;@U0DEV1&gt; &amp;lt; &lt;b&gt;', '&lt;@U0DEV1&gt; &amp;lt; &lt;b&gt;'],
    [
      'a channel and a group',
      '<#C0DEPLOYS> <!subteam^S0DEVS>',
      '<a class="mention" href="?channel=C0DEPLOYS" data-channel="C0DEPLOYS">#deploys</a> <span class="mention">@devs</span>',
    ],
    [
      'a link',
      '<https://a.example/?x=1&amp;y="|a &lt;b&gt;>',
      '<a href="https://a.example/?x=1&amp;y=&quot;" target="_blank" rel="noreferrer">a &lt;b&gt;</a>',
    ],
    [
      'no code in a label',
      '<https://a.example|a `b`>',
      '<a href="https://a.example" target="_blank" rel="noreferrer">a `b`</a>',
    ],
    ['no link to a script', '<javascript:alert(1)|x>', 'x'],
    ['a day of long ago', '<!date^1000000000^{date_num}|then>', '<time title="then">2001-09-09</time>'],
    ['an unknown picture', ':nope: 10:30:00', ':nope: 10:30:00'],
    ['a quote', '&gt; said\nthen', '<blockquote>said</blockquote>then'],
    ['quotation marks', '"<b onx="1">"', '&quot;b onx=&quot;1&quot;&quot;'],
  ];
  it.each(cases)('draws %s', async (_, text, html) => {
    expect(String(await drawMrkdwn(text, company))).toBe(html);
  });
});

describe('encodeTyped', () => {
  it('writes down what a person types as Slack does', () => {
    const typed = '@tempocat tell @dana & @nobody <now> in #deploys: https://a.example/x?y=1&z=2 me@tempocat.example';
    expect(encodeTyped(typed, company)).toBe(
      '<@U0TEMPOCAT> tell <@U0DEV1> &amp; @nobody &lt;now&gt; in <#C0DEPLOYS|deploys>: <https://a.example/x?y=1&amp;z=2> me@tempocat.example',
    );
  });
});
