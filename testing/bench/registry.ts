/**
 * Installing a component of 1 MB from a folder, cold and with its digest known; `kami list` with 10,000 tools against 10;
 * a search among 10,000. Whole processes of both sides in turns; beside each time the processor time of the processes,
 * which other work on the machine changes less.
 */
import { copyFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, resourceUsage } from 'node:process';

import { openSqliteHome } from '../../packages/store-sqlite/src/index.ts';

import { makeTestHome, type TestHome } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';
import { fillCatalogue } from './fill-catalogue.ts';
import { middle, ratio, report, type Measure } from './report.ts';
import { percentile } from './statistics.ts';
