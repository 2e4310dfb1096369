import { openSqliteHome } from './store.js';
import fs from 'node:fs';
const r = await openSqliteHome(process.argv[2],{writerEntry:new URL('./store-writer.js',import.meta.url)});
const d='a'.repeat(64);
const id=process.argv[3]??'dev.example.notes', name='notes';
const e=await r.value.tools.install({id,name,version:'1.0.0',digest:d,contractHash:d,size:1,manifest:{id,name,version:'1.0.0',wasm:'x',tools:[],security:{net:[],fsAccess:'none',env:[],secrets:[]},limits:{maxMemoryMb:1,maxExecutionMs:1,maxOutputKb:1,maxStorageMb:1,maxConcurrency:1}},convention:'typed',imports:[],definitions:[],prepared:{key:'k',digest:d},state:'active',permission:{net:[],mounts:[],privateFolder:false,env:[]},installedAt:'x',source:'y'},[]);
console.log(e); await r.value.close();
