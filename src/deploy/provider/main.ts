import { main } from "@pulumi/pulumi/provider";
import { createProvider } from "./create-provider";

void main(createProvider(__dirname), process.argv.slice(2));
