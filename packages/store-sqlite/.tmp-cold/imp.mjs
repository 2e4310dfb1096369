await import('better-sqlite3'); 
for (const m of ['node:fs','node:crypto','node:worker_threads','node:timers/promises','./store.js']) { const t=performance.now(); await import(m); console.log(m,(performance.now()-t).toFixed(2)); }
