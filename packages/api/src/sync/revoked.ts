import { TRPCError } from "@trpc/server";

/**
 * Ends what a device does that the person signed out from elsewhere, for good. Only an exchange says so in so many
 * words, and only those lead the device to remove what it holds; from a stream it is an error like any other.
 */
export class DeviceRevoked extends TRPCError {
  constructor() {
    super({ code: "FORBIDDEN", message: "This device was signed out from another one." });
  }
}
