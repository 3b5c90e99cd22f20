/** The inode in `socket:[1206]`, the target of a link in /proc/<pid>/fd; 0 when it is something else. */
export function socketInode(target: string): number {
  if (!target.startsWith('socket:[') || !target.endsWith(']')) return 0;
  const digits = target.slice(8, -1);
  return /^\d{1,15}$/.test(digits) ? Number(digits) : 0;
}
