import { join } from "node:path";

import { writeGenerated } from "./files";

writeGenerated(join(__dirname, "../.."));
