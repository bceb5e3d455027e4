// Writes the Python SDK of a package: `generate-sdk SCHEMA FOLDER`, as `pulumi package add` does.
package main

import (
	"encoding/json"
	"log"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	text, err := os.ReadFile(os.Args[1])
	check(err)
	var spec schema.PackageSpec
	check(json.Unmarshal(text, &spec))
	// The SDK keeps the version of the schema, as with package add.
	spec.Meta = &schema.MetadataSpec{SupportPack: true}
	pkg, problems, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	check(err)
	if problems.HasErrors() {
		log.Fatal(problems)
	}
	files, err := python.GeneratePackage("pulumi-language-python", pkg, nil, nil)
	check(err)
	for name, text := range files {
		file := filepath.Join(os.Args[2], name)
		check(os.MkdirAll(filepath.Dir(file), 0o755))
		check(os.WriteFile(file, text, 0o644))
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
