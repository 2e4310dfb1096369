import { describe, expect, it } from 'vitest';
import { functionTexts } from '../../src/build/function-texts.ts';

describe('functionTexts', () => {
  it('finds functions, methods, accessors, fields and classes, the longest first', () => {
    const code = [
      'function declared(one){return one+1}',
      'const arrow=(first,second)=>first+second;',
      'const object={method(){return 12345},get value(){return 12345},plain:"a long constant"};',
      'class Named{field=()=>"field of it";static{start(Named)}run(){return this.field()}}',
      'const short=()=>1;',
    ].join('');
    const texts = functionTexts(code);
    expect(texts[0]).toMatch(/^class Named\{.*\}\}$/);
    expect(texts).toContain('(first,second)=>first+second');
    expect(texts).toContain('method(){return 12345}');
    expect(texts).toContain('get value(){return 12345}');
    expect(texts).not.toContain('()=>1');
  });

  it('leaves out a text that is a constant too, and all where code may look at them', () => {
    const text = 'function twice(given){return given*2}';
    expect(functionTexts(`${text};const same="${text}";`)).toEqual([]);
    expect(functionTexts(`${text};const same=\`<${text}>\`;`)).toEqual([]);
    expect(functionTexts(`${text};Function.prototype.toString.call(twice)`)).toEqual([]);
    expect(functionTexts(text)).toEqual([text]);
  });

  it('leaves out the name of a field, which the text of a field without a value is', () => {
    expect(functionTexts('class A{theLongNameOfAField}')).toEqual(['class A{theLongNameOfAField}']);
    expect(functionTexts('class A{#theLongNameOfAField}')).toEqual(['class A{#theLongNameOfAField}']);
  });

  it('leaves out a text that stands in a regular expression, or in a template as it was written', () => {
    const text = 'given=>given+"\\n"+1234';
    expect(functionTexts(`const f=${text};`)).toEqual([text]);
    expect(functionTexts(`const f=${text};String.raw\`<${text}>\``)).toEqual([]);
    expect(functionTexts('const f=given=>given-123456,r=/given=>given-123456/;')).toEqual([]);
  });
});
