import pulumi
from pulumi_inference_timetable import TimetabledEndpoint

region = pulumi.Config("aws").require("region")
timezone = pulumi.Config().require("timezone")

sentiment = TimetabledEndpoint(
    "sentiment",
    model={
        "image": f"763104351884.dkr.ecr.{region}.amazonaws.com/huggingface-pytorch-inference:2.1.0-transformers4.37.0-cpu-py310-ubuntu22.04",
        "data_url": "s3://example-models/sentiment.tar.gz",
    },
    variant={"instance_type": "ml.m5.large"},
    timezone=timezone,
    timetable={
        "baseline": {"min": 1, "max": 1},
        "windows": {
            "office": {"days": "mon-fri", "from_": "08:00", "to": "18:00", "min": 2, "max": 2}
        },
        "ready_before": "10m",
    },
)

pulumi.export("endpointName", sentiment.endpoint_name)
pulumi.export("scheduledActions", sentiment.scheduled_actions)
