import { invoke, construct, all, behaviours, numbers, same, throws, type Behaviour } from './behaviour.ts';

/** Blobs and files. */
const blobs = behaviours('File API 3 Blob, 4 File', {
  'is empty by itself': () => same([new Blob().size, new Blob().type], [0, '']),
  'joins text, bytes and blobs': async () =>
    same(
      await new Blob(['é', new Uint8Array([97]), new Blob(['b']), new Uint8Array([99]).buffer]).text(),
      'éabc',
    ),
  'counts bytes': () => same(new Blob(['é']).size, 2),
  'writes its type in small letters': () => same(new Blob([], { type: 'A/B' }).type, 'a/b'),
  'drops a type that is no ASCII': () => same(new Blob([], { type: 'é' }).type, ''),
  'refuses text in place of parts': () => throws('TypeError', () => construct(Blob, 'abc')),
  'gives a part': async () => same(await new Blob(['abcd']).slice(1, 3).text(), 'bc'),
  'counts from the end': async () => same(await new Blob(['abcd']).slice(-2).text(), 'cd'),
  'gives a part another type': () => same(new Blob(['a'], { type: 'x/y' }).slice(0, 1, 'a/b').type, 'a/b'),
  'gives a buffer': async () => same(numbers(await new Blob(['a']).arrayBuffer()), [97]),
  'gives bytes': async () => same(numbers(await new Blob(['a']).bytes()), [97]),
  'is a stream': async () =>
    same(
      (await all(new Blob(['ab']).stream())).map((part) => numbers(part)),
      [[97, 98]],
    ),
  'does not change with what it was made of': async () => {
    const bytes = new Uint8Array([97]);
    const blob = new Blob([bytes]);
    bytes[0] = 98;
    same(await blob.text(), 'a');
  },
  'is a body with its type': () =>
    same(new Response(new Blob(['a'], { type: 'x/y' })).headers.get('content-type'), 'x/y'),
  'has a name and a time as a file': () => {
    const file = new File(['a'], 'b.txt', { type: 'text/plain', lastModified: 5 });
    same(
      [file.name, file.type, file.size, file.lastModified, file instanceof Blob],
      ['b.txt', 'text/plain', 1, 5, true],
    );
  },
  'refuses a file without a name': () => throws('TypeError', () => construct(File, ['a'])),
});

/** Forms. */
const forms = behaviours('XMLHttpRequest 4 FormData', {
  'keeps several values of a name': () => {
    const form = new FormData();
    form.append('a', '1');
    form.append('a', '2');
    same([form.get('a'), form.getAll('a')], ['1', ['1', '2']]);
  },
  'replaces them by set, in the first place': () => {
    const form = new FormData();
    for (const [name, value] of ['a1', 'b2', 'a3']) form.append(name ?? '', value ?? '');
    form.set('a', '4');
    same([...form.keys()], ['a', 'b']);
    same([...form.values()], ['4', '2']);
  },
  'says what is there, and forgets': () => {
    const form = new FormData();
    form.append('a', '1');
    same([form.has('a'), form.has('b'), form.get('b')], [true, false, null]);
    form.delete('a');
    same([...form.entries()], []);
  },
  'makes a blob a file': () => {
    const form = new FormData();
    form.append('a', new Blob(['1']));
    form.append('b', new Blob(['1']), 'n');
    same(
      [...form.values()].map((value) => (typeof value === 'string' ? value : value.name)),
      ['blob', 'n'],
    );
  },
  'refuses the name of a file for text': () =>
    throws('TypeError', () => invoke(new FormData(), 'append', 'a', 'b', 'c')),
  'is sent as multipart/form-data': async () => {
    const form = new FormData();
    form.append('a"b', 'x\ny');
    form.append('f', new File(['z'], 'n.txt', { type: 'text/plain' }));
    const response = new Response(form);
    const boundary = /boundary=(.+)$/u.exec(response.headers.get('content-type') ?? '')?.[1] ?? '';
    same((await response.text()).trimEnd().split('\r\n'), [
      `--${boundary}`,
      'Content-Disposition: form-data; name="a%22b"',
      '',
      'x',
      'y',
      `--${boundary}`,
      'Content-Disposition: form-data; name="f"; filename="n.txt"',
      'Content-Type: text/plain',
      '',
      'z',
      `--${boundary}--`,
    ]);
  },
  'comes back as it was sent': async () => {
    const form = new FormData();
    form.append('é"', 'ü');
    form.append('f', new File([new Uint8Array([0, 255, 13, 10])], 'ö.bin', { type: 'x/y' }));
    const back = await new Response(form).formData();
    const file = back.get('f');
    if (file === null || typeof file === 'string') throw new Error('no file');
    same(
      [back.get('é"'), file.name, file.type, numbers(await file.bytes())],
      ['ü', 'ö.bin', 'x/y', [0, 255, 13, 10]],
    );
  },
});

/** Blobs, files and forms. */
export const blobsAndForms: readonly Behaviour[] = [...blobs, ...forms];
