/** Prompts: plain, with arguments, with a resource, with a picture. */
import {
  definePrompt,
  embeddedResource,
  image,
  InvalidArguments,
  userMessage,
  type Prompt,
} from '@kami/guest';
import { PIXEL } from './media.ts';

export const prompts: readonly Prompt[] = [
  definePrompt({
    name: 'simple_prompt',
    title: 'Simple prompt',
    description: 'A prompt without arguments.',
    get: () => 'This is a simple prompt for testing.',
  }),
  definePrompt({
    name: 'prompt_with_arguments',
    description: 'A prompt with arguments.',
    arguments: [
      {
        name: 'arg1',
        description: 'First test argument',
        required: true,
        complete: (value) => ['paris', 'park', 'party'].filter((word) => word.startsWith(value)),
      },
      { name: 'arg2', description: 'Second test argument', required: true },
    ],
    get: ({ arg1 = '', arg2 = '' }) => {
      if (arg1 === 'bad') throw new InvalidArguments([{ path: '/arg1', message: 'is bad' }]);
      return `Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`;
    },
  }),
  definePrompt({
    name: 'prompt_with_embedded_resource',
    description: 'A prompt with a resource in it.',
    arguments: [{ name: 'resourceUri', description: 'URI of the resource to embed', required: true }],
    get: ({ resourceUri = '' }) => [
      userMessage(
        embeddedResource({
          uri: resourceUri,
          mimeType: 'text/plain',
          body: 'Embedded resource content for testing.',
        }),
      ),
      userMessage('Please process the embedded resource above.'),
    ],
  }),
  definePrompt({
    name: 'prompt_with_image',
    description: 'A prompt with a picture in it.',
    get: () => [userMessage(image(PIXEL, 'image/png')), userMessage('Please analyze the image above.')],
  }),
];
