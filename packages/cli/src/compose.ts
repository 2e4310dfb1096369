import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { loadConfig, type EffectiveConfig } from '@kami/config';
import { createExecutor, createWatchdog, systemClock, systemRandom } from '@kami/host-node';
import type { Examination, Executor, ToolHost } from '@kami/runtime';
import { kamiError, err, ok, parseDigest, type Digest, type KamiError, type Result } from '@kami/types';
import type { App, Home } from './app.ts';
