import { readFileSync } from 'node:fs';

/**
 * Whether a process of this machine has that number just now, be it one that may not be touched.
 *
 * One that has ended and was not waited for (a container without an init keeps such) does nothing any more: not alive.
 */
export const isProcessAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return !hasEnded(pid);
};

/** Whether the state is zombie or dead (field 3 of /proc/PID/stat, proc(5)). False where there is no such file system. */
const hasEnded = (pid: number): boolean => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in brackets, may hold blanks and brackets.
    return ['Z', 'X', 'x'].includes(stat.charAt(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
};
