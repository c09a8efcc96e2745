import { expect, test } from 'vitest';
import { check, checkAnswer, makeSubject, SOUND } from '../testing/check-rig.ts';
import { findPersonalData } from './find-personal-data.ts';

// Put together here, so that no scanner of secrets finds one in this file.
const KEY = 'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5';
const TOKEN = `gh${'p'}_${KEY}`;

test.each<[string, string]>([
  ['a token of GitHub', TOKEN],
  [
    'a private key',
    `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${'MIIEpAIBAAKCAQEA7x'.repeat(12)}\n-----END RSA ${'PRIVATE'} KEY-----`,
  ],
  ['a database with its password', `postgres${':'}//orders:${KEY}@db.shop.io/orders`],
])('%s fails, is pointed at, and is not told', async (_what, secret) => {
  const content = `${SOUND}\n\n${secret}\n\nThat is all.`;
  const findings = (await check(makeSubject({ 4: content }))).filter((found) => found.check === 'secrets');
  expect(findings.length).toBeGreaterThan(0);
  for (const { severity, place, message } of findings) {
    expect(severity).toBe('fail');
    expect(place?.turn).toBe(4);
    expect(secret).toContain(content.slice(place!.start, place!.end).slice(0, 20));
    expect(message).not.toContain(KEY.slice(0, 8));
  }
});

test('a secret in the learning notes has no turn', async () => {
  const subject = makeSubject();
  const findings = await check({
    ...subject,
    conversation: { ...subject.conversation, learning_notes: `Use ${TOKEN} here.` },
  });
  expect(findings).toMatchObject([{ check: 'secrets', severity: 'fail' }]);
  expect(findings[0]?.place).toBeUndefined();
});

test('a comment that would switch the scanner off changes nothing', async () => {
  expect((await checkAnswer(`<!-- secretlint-disable -->\n${TOKEN}\n\n${SOUND}`))[0]).toMatch(
    /^secrets fail/,
  );
});

test.each(['postgres://user:password@localhost/db', 'sk-...', '$OPENAI_API_KEY', 'AKIAIOSFODNN7EXAMPLE'])(
  'the example %s is no secret',
  async (text) => {
    expect(await checkAnswer(`${SOUND} ${text}.`)).toEqual([]);
  },
);

test.each<[string, string[]]>([
  ['write to maria.lindqvist@posten.se now', ['an e-mail address: maria.lindqvist@posten.se']],
  ['write to maria@example.com or a@b.example or x@mail.test', []],
  ['git clone git@github.com:a/b.git', []],
  ['postgres://user:secret@db.posten.se/x', []],
  ['logo@2x.png, lodash@4.17.21, @types/node', []],
  [
    'call +49 30 1234567 or (212) 736-5000',
    ['a phone number: +49 30 1234567', 'a phone number: (212) 736-5000'],
  ],
  ['call 212-736-5000.', ['a phone number: 212-736-5000']],
  ['call (212) 555-0123, +1 212 555 0199 or +44 20 7946 0123', []],
  ['on 2024-01-31 at +02:00, 123-456-7890, 1.2.3-456', []],
  ['the host 81.2.69.160 answers', ['an IP address: 81.2.69.160']],
  [
    '192.0.2.7, 198.51.100.9, 203.0.113.1, 10.1.2.3, 172.20.0.1, 192.168.0.1, 127.0.0.1, 0.0.0.0, 169.254.169.254',
    [],
  ],
  ['version 81.2.69.160, v81.2.69.160, ==81.2.69.160, 1.2.3.4.5, 300.1.1.1', []],
  ['pay with 4539 1488 0343 6467', ['a card number: 4539 1488 0343 6467']],
  ['pay with 4539 1488 0343 6468', []],
  ['pay with 4242 4242 4242 4242 or 4111111111111111', []],
  ['id 0.4539148803436467, x4539148803436467', []],
])('personal data in %j', (text, found) => {
  expect(findPersonalData(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`)).toEqual(
    found,
  );
});
