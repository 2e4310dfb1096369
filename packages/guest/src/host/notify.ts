import hostNotify from 'kami:host/notify@0.1.0';

/** Tells clients that something changed: a signal, which KAMI passes on at a bounded rate. */
export const notify = {
  /** A list of this tool has changed. */
  listChanged(what: 'tools' | 'resources' | 'prompts'): void {
    hostNotify.changed(what);
  },
  /** What is under one of this tool's URIs has changed. */
  resourceUpdated(uri: string): void {
    hostNotify.resourceUpdated(uri);
  },
} as const;
