import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMountinfo } from './mountinfo.ts';

const parse = (text: string) => parseMountinfo(Buffer.from(text, 'latin1'));

describe('mountinfo', () => {
  it('reads what there is of a mount', () => {
    expect(
      parse('36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 shared:2 - nfs4 s:/x ro,addr=10.0.0.1\n'),
    ).toEqual([
      {
        device: 's:/x',
        mountpoint: '/mnt 2',
        fstype: 'nfs4',
        major: '98',
        minor: '0',
        superOptions: 'ro,addr=10.0.0.1',
        readonly: true,
      },
    ]);
  });

  it.each([
    ['1 1 0:2 / / rw - tmpfs tmpfs rw', 'tmpfs', false],
    ['1 1 0:2 / / rw - tmpfs  rw', '', false],
    ['1 1 0:2 / / rw - tmpfs tmpfs ', 'tmpfs', false],
    ['1 1 0:2 / / rw,ro - tmpfs tmpfs rw', 'tmpfs', true],
    ['1 1 0:2 / / rw,errors=ro - tmpfs tmpfs rw', 'tmpfs', false],
    ['1 1 0:2 / / rw - tmpfs tmpfs ro', 'tmpfs', true],
    ['1 1 0:2 /  /root rw - rootfs rootfs rw', 'rootfs', false],
  ])('%j is of the device %j; read-only: %s', (text, device, readonly) =>
    expect(parse(text)).toMatchObject([{ device, readonly }]),
  );

  it.each([
    'one\n',
    '29 1 8:0 / /data rw - ext4\n',
    '29 1 8:0 / /data rw shared:1 ext4 /dev/sda rw\n',
    '29 1 80 / /data rw - ext4 /dev/sda rw\n',
    '29 1 99999999999:0 / /data rw - ext4 /dev/sda rw\n',
    '29 1 8:0 / data rw - ext4 /dev/sda rw\n',
    '29 1 8:0 / /data rw - \n',
    '\xff\xfe\0\n',
  ])('refuses %j', (text) =>
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'malformed_reply' }) as Error),
  );

  it('fuzz: any bytes give mounts or malformed_reply', () => {
    const line = fc
      .tuple(fc.string(), fc.string(), fc.string())
      .map(([a, b, c]) => `1 2 3:4 / /${a} ${b} - ${c} d rw`);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(line).map((lines) => Buffer.from(lines.join('\n'))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        try {
          for (const found of parseMountinfo(each)) expect(found.mountpoint).toMatch(/^\//);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
