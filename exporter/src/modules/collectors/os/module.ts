import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { majorMinor, parseOsRelease, startOfDay } from './os-release.ts';

/** In this order, os-release(5). */
const FILES = ['etc/os-release', 'usr/lib/os-release'];
const MAX_FILE_BYTES = 64 * 1024;

interface Release {
  readonly bytes: Buffer;
  readonly values: ReadonlyMap<string, string>;
}
interface State {
  /** The file as last read: it seldom changes, so it is parsed again only when it did. */
  release: Release | null;
}

export default defineCollector({
  id: 'os',
  summary: 'Name and version of the operating system from /etc/os-release.',
  config: z.object({}),
  metrics: {
    node_os_info: gauge(
      "A metric with a constant '1' value labeled by build_id, id, id_like, image_id, image_version, " +
        'name, pretty_name, variant, variant_id, version, version_codename, version_id.',
      [
        'build_id',
        'id',
        'id_like',
        'image_id',
        'image_version',
        'name',
        'pretty_name',
        'variant',
        'variant_id',
        'version',
        'version_codename',
        'version_id',
      ],
    ),
    node_os_version: gauge('Metric containing the major.minor part of the OS version.', [
      'id',
      'id_like',
      'name',
    ]),
    node_os_support_end_timestamp_seconds: gauge(
      'Metric containing the end-of-life date timestamp of the OS.',
    ),
  },
  needs: ['rootfs'],
  init: (): State => ({ release: null }),
  collect({ rootfs, state }, _config, out) {
    const { values } = releaseOf(rootfs, state);
    const of = (key: string) => values.get(key) ?? '';
    const id = [of('ID'), of('ID_LIKE')] as const;
    const image = [of('IMAGE_ID'), of('IMAGE_VERSION')] as const;
    const name = [of('NAME'), of('PRETTY_NAME'), of('VARIANT'), of('VARIANT_ID')] as const;
    const version = [of('VERSION'), of('VERSION_CODENAME'), of('VERSION_ID')] as const;
    out.node_os_info(1, of('BUILD_ID'), ...id, ...image, ...name, ...version);
    const number = majorMinor(of('VERSION_ID'));
    if (number !== null && number > 0) out.node_os_version(number, ...id, of('NAME'));
    if (of('SUPPORT_END') === '') return;
    const end = startOfDay(of('SUPPORT_END'));
    if (end === null) throw new ModuleError('malformed_reply', 'os-release: SUPPORT_END is not a day');
    out.node_os_support_end_timestamp_seconds(end);
  },
});

function releaseOf(rootfs: FileTree, state: State): Release {
  const bytes = readFirst(rootfs);
  if (state.release?.bytes.equals(bytes)) return state.release;
  if (bytes.length > MAX_FILE_BYTES)
    throw new ModuleError('limit_exceeded', `os-release: larger than ${MAX_FILE_BYTES} bytes`);
  state.release = { bytes: Buffer.from(bytes), values: parseOsRelease(bytes.toString('utf8')) };
  return state.release;
}

/** Upgrades replace the file by rename, so it is opened each time. */
function readFirst(rootfs: FileTree): Buffer {
  for (const path of FILES) {
    try {
      return rootfs.readOnce(path);
    } catch (error) {
      if (!(error instanceof ModuleError) || error.code !== 'unsupported') throw error;
    }
  }
  throw new ModuleError('unsupported', 'there is no /etc/os-release');
}
