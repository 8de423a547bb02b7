"""The store on both databases: rules, crashes, full disks, many writers."""
