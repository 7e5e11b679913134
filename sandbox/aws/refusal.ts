/** An error as an AWS service answers it. */
export class Refusal extends Error {
  readonly type: string;
  readonly status: number;
  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

export function refuse(error: unknown): Response {
  if (!(error instanceof Refusal)) throw error;
  const { type, message, status } = error;
  return new Response(JSON.stringify({ __type: type, message, Message: message }), {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': type },
  });
}
