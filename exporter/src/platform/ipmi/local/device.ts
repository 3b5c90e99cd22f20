/** /dev/ipmi0: the BMC of this machine, through the driver of the Linux kernel. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { endianness } from 'node:os';
import type { IpmiRequest } from 'ipmi-js';
import { messageOf, ModuleError } from '../../../model/errors.ts';
import type { NativeLibrary, NativeLibrarySource } from '../../native-library.ts';
import { MessageMemory, RECEIVE_MSG_TRUNC, type ReceivedMessage, SEND_COMMAND } from './message-memory.ts';

/** Where FreeIPMI and ipmitool look for it as well. */
export const DEVICE_PATHS = ['/dev/ipmi0', '/dev/ipmi/0', '/dev/ipmidev/0'];
/** O_NONBLOCK: nothing of it may wait, for its calls are made where everything else is done. */
const OPEN_FLAGS = constants.O_RDWR | constants.O_NONBLOCK;

const DRIVERS =
  "load the kernel's drivers (modprobe -a ipmi_devintf ipmi_si; ipmi_ssif where the BMC is on an SMBus)";
const ACCESS = 'its group may be given access by a rule of udev: KERNEL=="ipmi*", GROUP="ipmi", MODE="0660"';

export interface IpmiDevice {
  readonly path: string;
  /** @throws ModuleError */
  send(id: number, request: IpmiRequest): void;
  /** Null when there is nothing at the moment. @throws ModuleError */
  receive(): ReceivedMessage | null;
  close(): Promise<void>;
}

/** @throws ModuleError `unsupported` without device, driver or koffi; `permission_denied`; `unreachable`. */
export async function openDevice(
  native: NativeLibrarySource,
  paths: readonly string[] = DEVICE_PATHS,
): Promise<IpmiDevice> {
  const library = native();
  if (library.wordBytes !== 8 || endianness() !== 'LE')
    throw new ModuleError('unsupported', 'the local BMC is asked on 64-bit little-endian machines only');
  const { path, file } = await openFirst(paths);
  return deviceOf(path, file, library);
}

async function openFirst(paths: readonly string[]): Promise<{ path: string; file: FileHandle }> {
  for (const path of paths) {
    const file = await openIfThere(path);
    if (file) return { path, file };
  }
  const reason = 'this machine has no BMC, or its device is hidden from Fathom';
  throw new ModuleError('unsupported', `${inWords(paths)} are absent: ${DRIVERS}, or ${reason}`);
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, OPEN_FLAGS);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw refusal(path, error);
  }
}

function refusal(path: string, error: unknown): ModuleError {
  const options = { cause: error };
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return new ModuleError(
        'permission_denied',
        `${path}: Fathom's user may not read and write it; ${ACCESS}`,
        options,
      );
    case 'ENODEV':
    case 'ENXIO':
      return new ModuleError('unsupported', `${path}: there is no BMC behind it; ${DRIVERS}`, options);
    default:
      return new ModuleError('unreachable', `${path}: ${messageOf(error)}`, options);
  }
}

function deviceOf(path: string, file: FileHandle, library: NativeLibrary): IpmiDevice {
  const memory = new MessageMemory((bytes) => library.addressOf(bytes));
  const call = (request: number) => library.ioctl(file.fd, request, memory.bytes);
  return {
    path,
    send(id, request) {
      memory.layRequest(id, request);
      try {
        call(SEND_COMMAND);
      } catch (error) {
        throw failure(path, error);
      }
    },
    receive() {
      memory.layRoom();
      try {
        call(RECEIVE_MSG_TRUNC);
      } catch (error) {
        const code = codeOf(error);
        if (code === 'EAGAIN') return null;
        // The message is there, and has lost its end.
        if (code !== 'EMSGSIZE') throw failure(path, error);
      }
      return memory.received();
    },
    close: () => file.close(),
  };
}

/** Of a call to the driver. */
function failure(path: string, error: unknown): ModuleError {
  const options = { cause: error };
  switch (codeOf(error)) {
    case 'ENODEV':
    case 'ENXIO':
    case 'EBADF':
      return new ModuleError('unreachable', `${path}: the BMC or its driver is gone`, options);
    case 'EAGAIN':
    case 'EBUSY':
    case 'ENOMEM':
      return new ModuleError(
        'limit_exceeded',
        `${path}: the driver takes no more commands at the moment`,
        options,
      );
    case 'ENOTTY':
      return new ModuleError('unsupported', `${path}: this is no device of the IPMI driver`, options);
    default:
      return new ModuleError('unreachable', `${path}: the driver refuses it: ${messageOf(error)}`, options);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function inWords(paths: readonly string[]): string {
  return paths.length < 2 ? paths.join('') : `${paths.slice(0, -1).join(', ')} and ${paths.at(-1)}`;
}
