/** To be imported first by a command: it loads what it uses of the SDKs, and starts sooner. */
import { simulatedPackages } from "../packages";
import { keepCompiled } from "./keep-compiled";
import { lightenSdks } from "./sdk";

keepCompiled();
lightenSdks(require.main?.filename ?? __filename, simulatedPackages);
