/** An error as the AWS APIs answer it: the code is what clients decide by, the message what people read. */
export interface AwsError {
  readonly code: string;
  readonly message: string;
}

/** The request cannot be carried out as it is. Every service uses this code. */
export function toValidationError(message: string): AwsError {
  return { code: "ValidationException", message };
}
