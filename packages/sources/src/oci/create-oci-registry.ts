import type { OciRegistry } from '@kami/registry';
import { listReferrers } from './list-referrers.ts';
import { pushReferrer } from './push-referrer.ts';
import { pushTool } from './push-tool.ts';
import { openSession, type SessionParts } from './registry-session.ts';

/** Registries over HTTP, through the guard; each call logs in anew where it must. */
export function createOciRegistry(parts: SessionParts): OciRegistry {
  return {
    async push({ registry, repository, tag }, tool, options) {
      return pushTool(openSession(parts, registry, repository, 'pull,push'), tag, tool, options);
    },
    async listReferrers(subject, signal) {
      return listReferrers(openSession(parts, subject.registry, subject.repository, 'pull'), subject, signal);
    },
    async pushReferrer(subject, referrer, signal) {
      const session = openSession(parts, subject.registry, subject.repository, 'pull,push');
      return pushReferrer(session, subject, referrer, signal);
    },
  };
}
