import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecretName, maskCommandLine, maskText } from './secrets.ts';

describe('secrets that are hidden', () => {
  it.each<[string[], string]>([
    [['app', '--password=hunter2'], 'app --password=***'],
    [['app', '--password=two words'], 'app --password=***'],
    [['app', '--password', 'hunter2', 'x'], 'app --password *** x'],
    [['app', '-password', 'hunter2'], 'app -password ***'],
    [['app', '--db.pass=hunter2'], 'app --db.pass=***'],
    [['app', '--api-key', 'abc', '--port', '1'], 'app --api-key *** --port 1'],
    [['app', 'token=abc', 'x=1'], 'app token=*** x=1'],
    [['app', '--auth-token=abc'], 'app --auth-token=***'],
    [
      ['java', '-Djavax.net.ssl.keyStorePassword=changeit', '-jar', 'a.jar'],
      'java -Djavax.net.ssl.keyStorePassword=*** -jar a.jar',
    ],
    [
      ['env', 'FOO_SECRET=abc def', 'AWS_SECRET_ACCESS_KEY=wJalr/K7', 'ls'],
      'env FOO_SECRET=*** AWS_SECRET_ACCESS_KEY=*** ls',
    ],
    [['env', 'MYSQL_PWD=x', 'SECRET_KEY_BASE=y'], 'env MYSQL_PWD=*** SECRET_KEY_BASE=***'],
    [['/usr/bin/mysql', '-uroot', '-phunter2', 'db'], '/usr/bin/mysql -uroot -p*** db'],
    [['mysqldump', '-u', 'root', '-p', 'hunter2'], 'mysqldump -u root -p ***'],
    [['sshpass', '-p', 'hunter2', 'ssh', 'host'], 'sshpass -p *** ssh host'],
    [['redis-cli', '-a', 'hunter2'], 'redis-cli -a ***'],
    [['ldapsearch', '-D', 'cn=x', '-w', 'hunter2'], 'ldapsearch -D cn=x -w ***'],
    [['snmpwalk', '-v2c', '-c', 'hunter2', 'host'], 'snmpwalk -v2c -c *** host'],
    [['ipmitool', '-U', 'admin', '-P', 'hunter2'], 'ipmitool -U admin -P ***'],
    [['curl', '-u', 'bob:hunter2', 'http://x/'], 'curl -u bob:*** http://x/'],
    [['curl', '-ubob:hunter2'], 'curl -ubob:***'],
    [['curl', '--user=bob:hunter2'], 'curl --user=bob:***'],
    [['curl', '-H', 'Authorization: Bearer abc.def'], 'curl -H Authorization: Bearer ***'],
    [['curl', '-H', 'X-Auth-Token: Bearer abcdefgh'], 'curl -H X-Auth-Token: *** ***'],
    [['curl', '-H', 'X-Api-Key: abc'], 'curl -H X-Api-Key: ***'],
    [['curl', '-H', 'Cookie: sid=abc; x=y'], 'curl -H Cookie: ***'],
    [['psql', 'postgres://bob:hunter2@db/x'], 'psql postgres://bob:***@db/x'],
    [['git', 'clone', 'https://abcdefghij0123456789@github.com/x'], 'git clone https://***@github.com/x'],
    [['psql', 'host=db user=bob password=hunter2 dbname=x'], 'psql host=db user=bob password=*** dbname=x'],
    [['psql', "host=db password='a b' dbname=x"], "psql host=db password='***' dbname=x"],
    [
      ['app', 'Server=db;User=bob;Password=hunter2;Timeout=3'],
      'app Server=db;User=bob;Password=***;Timeout=3',
    ],
    [['curl', 'http://x/?access_token=abc&y=1'], 'curl http://x/?access_token=***&y=1'],
    [['curl', '-d', '{"user":"bob","password":"hun\\"ter2"}'], 'curl -d {"user":"bob","password":"***"}'],
    [['sh', '-c', 'export API_KEY=abc; run'], 'sh -c export API_KEY=***; run'],
    [['openssl', 'rsa', '-passin', 'pass:hunter2'], 'openssl rsa -passin pass:***'],
    [['aws', 'AKIAIOSFODNN7EXAMPLE'], 'aws ***'],
    [['x', 'ghp_0123456789abcdefghijABCDEFGHIJ456789'], 'x ***'],
    [['x', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def'], 'x ***'],
    [['x', '--env=PASSWORD=hunter2'], 'x --env=PASSWORD=***'],
  ])('%j', (args, shown) => expect(maskCommandLine(args)).toBe(shown));
});

describe('innocents that stay', () => {
  it.each([
    'vim /etc/passwd',
    'app --password-file=/etc/x --token-path /etc/y --secret-name db',
    'app --no-password --ask-pass host',
    'app --max-tokens=100 --tokenizer=gpt2 --passive --bypass=1',
    'app --key=/etc/tls.key --public-key abc --keyboard us',
    'env PWD=/home/bob OLDPWD=/ ls',
    'mkdir -p /a/b',
    'docker run -p 8080:80 nginx',
    'snmpd -c /etc/snmpd.conf',
    'nginx: worker process',
    'postgres: checkpointer ',
    'ssh -p 22 bob@host',
    'psql -p 5432 -U bob postgres://bob@db:5432/x',
    'git clone ssh://git@github.com/x',
    'sshd: bob@pts/0',
    'curl http://example.org:8080/pass/through?a=b',
    'python3 -m http.server --bind 127.0.0.1',
    'rsync -a --compress --delete a/ b/',
    'java -Xmx1g -cp /a:/b -XX:+UseG1GC Main',
    'tar cf - secret token',
    'kubectl get secret -n x',
  ])('%s', (line) => expect(maskCommandLine(line.split(' '))).toBe(line));

  it('an option without a value', () => {
    expect(maskCommandLine(['mysql', '-p'])).toBe('mysql -p');
    expect(maskCommandLine(['app', '--password', '--verbose'])).toBe('app --password --verbose');
    expect(maskCommandLine([])).toBe('');
  });
});

describe('isSecretName', () => {
  it.each(['password', 'DB_PASS', 'clientSecret', 'x-api-key', 'SSH_PRIVATE_KEY', '--psk'])('%s is', (name) =>
    expect(isSecretName(name)).toBe(true),
  );
  it.each(['', 'compass', 'PWD', 'pass-through', 'key', 'secret-name', 'token_url', 'tokens'])(
    '%s is not',
    (name) => expect(isSecretName(name)).toBe(false),
  );
});

describe('any text', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9]{12,30}$/);

  it('never shows a secret in these places', () => {
    fc.assert(
      fc.property(secret, fc.stringMatching(/^[a-z]{1,8}$/), (value, word) => {
        for (const args of [
          [word, `--password=${value}`],
          [word, '--token', value],
          [word, `${word.toUpperCase()}_SECRET=${value}`],
          ['mysql', `-p${value}`],
          [word, `amqp://${word}:${value}@host/`],
          [word, '-H', `Authorization: Bearer ${value}`],
        ]) {
          if (args[0] !== value && !word.includes(value)) expect(maskCommandLine(args)).not.toContain(value);
        }
      }),
    );
  });

  it('is bounded in time and never fails', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 }), (args) => {
        maskCommandLine(args);
      }),
    );
    for (const piece of ['a=', 'password: ', '://a:', '"\\', 'eyJaaaaaaaa.', 'a-', ' ', 'Bearer ', "'"]) {
      const started = performance.now();
      maskText(piece.repeat(4096 / piece.length));
      expect(performance.now() - started).toBeLessThan(100);
    }
  });
});
